import { allowedWords, describeValue } from '@fcdd/experiment';

/** The class that a name or an index stands for, or a hint where it stands for none. */
export type NamedClass = { index: number } | { hint: string };

/**
 * Finds a class by its name or index. A name comes first. Where names look like numbers, a number is only read as a
 * name: read as an index it would choose another class than the one with this name.
 * @param given name, or as a number either
 */
export function classNamed(given: string | number, classes: string[]): NamedClass {
  const named = indexOfName(String(given), classes);
  if (named !== undefined) return { index: named };
  if (!classes.some(isNumeric)) {
    const index = typeof given === 'number' && given in classes ? given : undefined;
    const hint = `${allowedWords(classes, given)} Or their indices, from 0 to ${classes.length - 1}.`;
    return index === undefined ? { hint } : { index };
  }
  if (typeof given === 'string') return { hint: allowedWords(classes, given) };
  const atIndex = classes[given];
  const equal = classes.find((name) => isNumeric(name) && Number(name) === given);
  const readings = [
    equal !== undefined && `${describeValue(equal)} for the class with that number`,
    atIndex !== undefined && `${describeValue(atIndex)} for the class with the index ${given}`,
  ].filter(Boolean);
  const write = readings.length ? ` Write ${readings.join(', or ')}.` : '';
  return {
    hint: `Names look like numbers here, so a number is read as a name.${write} ${allowedWords(classes)}`,
  };
}

/** Index of a name, in whatever Unicode form it is written; the same form comes first. */
export function indexOfName(given: string, names: readonly string[]): number | undefined {
  const exact = names.indexOf(given);
  const index = exact >= 0 ? exact : names.findIndex((name) => name.normalize() === given.normalize());
  return index < 0 ? undefined : index;
}

function isNumeric(name: string): boolean {
  return name.trim() !== '' && Number.isFinite(Number(name));
}
