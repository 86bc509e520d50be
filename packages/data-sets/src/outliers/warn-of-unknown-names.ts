import { printable } from '@fcdd/errors';

/**
 * Warns of excluded names that no class has. The lists of the method's authors have some, and a copy may lack classes;
 * but images of a class whose name is misspelt are trained as anomalies.
 */
export function warnOfUnknownNames(names: string[], owner: string, warn: (message: string) => void): void {
  if (names.length === 0) return;
  const shown = names.map((name) => `'${printable(name)}'`).join(', ');
  warn(`No class of ${owner} has these names of supervision.exclude, so they leave nothing out: ${shown}.`);
}
