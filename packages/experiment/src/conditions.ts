import { type PlacedEntry, plain } from './placed.ts';
import { type Scope, lookUp } from './references.ts';

/** Allowed values by the path of what must have one of them. */
export type Conditions = Map<string, PlacedEntry>;

/**
 * Whether all conditions hold.
 * @throws ProblemsError for a path to nothing
 */
export function hold(conditions: Conditions, scope: Scope): boolean {
  return [...conditions].every(([path, { keyPlace, value }]) =>
    (plain(value) as unknown[]).includes(lookUp(path, scope, keyPlace)),
  );
}

/** The conditions on the experiment, which hold at every point of a matrix or at none, and those on its points. */
export function splitConditions(conditions: Conditions): { general: Conditions; ofPoints: Conditions } {
  const isOfPoints = ([path]: [string, PlacedEntry]) => /^(each|matrix)\./.test(path);
  const entries = [...conditions];
  return {
    general: new Map(entries.filter((entry) => !isOfPoints(entry))),
    ofPoints: new Map(entries.filter(isOfPoints)),
  };
}
