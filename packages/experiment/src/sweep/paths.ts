import type { Problem } from '../problem.ts';
import { describeValue } from '../words.ts';
import type { Assignment } from './axes.ts';

/** What a file is, not what it says of the experiment. */
const fixed = ['version', 'name', 'extends', 'sweep'];

/** What is wrong with swept paths by themselves; whether an experiment has them is for its schema to say. */
export function sweptPathProblems(paths: Assignment[]): Problem[] {
  return paths.flatMap(({ path, pathPlace: place }, index): Problem[] => {
    const keys = path.split('.');
    if (keys.includes(''))
      return [
        { place, message: `${describeValue(path)} is no path.`, hint: 'Write it like training.batchSize.' },
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

/** Whether a path is another or lies within it. */
export function isWithin(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`);
}

function overlap(a: string, b: string): boolean {
  return isWithin(a, b) || isWithin(b, a);
}
