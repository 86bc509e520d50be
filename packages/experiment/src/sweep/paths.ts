import type { Problem } from '../problem.ts';
import { describeValue } from '../words.ts';
import type { Assignment } from './axes.ts';

/** Keys that describe the file, not the experiment. */
const fixed = ['version', 'name', 'extends', 'sweep'];

/** Checks swept paths by themselves. The schema decides whether an experiment has them. */
export function sweptPathProblems(paths: Assignment[]): Problem[] {
  return paths.flatMap(({ path, pathPlace: place }, index): Problem[] => {
    const keys = path.split('.');
    if (keys.includes(''))
      return [
        {
          place,
          message: `${describeValue(path)} is not a path.`,
          hint: 'Write it like training.batchSize.',
        },
      ];
    if (fixed.includes(keys[0]!))
      return [{ place, message: `The key ${describeValue(keys[0])} cannot be swept.` }];
    const other = paths.slice(0, index).find((earlier) => overlap(earlier.path, path));
    if (!other) return [];
    const message =
      other.path === path
        ? `${describeValue(path)} is swept twice.`
        : `${describeValue(path)} and ${describeValue(other.path)} are swept, but one is a part of the other.`;
    return [{ place, message }];
  });
}

/** Tells whether a path equals another or lies within it. */
export function isWithin(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`);
}

function overlap(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}
