import { type PlacedEntry, plain } from './placed.ts';
import { type Scope, lookUp } from './references.ts';

/** Allowed values, by path. */
export type Conditions = Map<string, PlacedEntry>;

/**
 * Tells whether all conditions hold.
 * @throws ProblemsError for a path that does not exist
 */
export function hold(conditions: Conditions, scope: Scope): boolean {
  for (const [path, { keyPlace, value }] of conditions)
    if (!(plain(value) as unknown[]).includes(lookUp(path, scope, keyPlace))) return false;
  return true;
}

/** Splits conditions into those on the experiment, which are the same at every matrix point, and those on points. */
export function splitConditions(conditions: Conditions): { general: Conditions; ofPoints: Conditions } {
  const isOfPoints = ([path]: [string, PlacedEntry]) => /^(each|matrix)\./.test(path);
  const entries = [...conditions];
  return {
    general: new Map(entries.filter((entry) => !isOfPoints(entry))),
    ofPoints: new Map(entries.filter(isOfPoints)),
  };
}
