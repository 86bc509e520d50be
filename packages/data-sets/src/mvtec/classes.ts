import { mvtec } from './mvtec.ts';

const published = mvtec.dataSet.classes;

/**
 * The classes of a copy of MVTec-AD; a label is an index into them. The published ones keep their places where a copy
 * lacks some, since experiments name classes by them; a copy's own come after.
 */
export function mvtecClasses(present: string[]): string[] {
  return [...published, ...present.filter((name) => !published.includes(name)).sort()];
}

/** Names of published classes that a copy lacks. */
export function missingMvtecClasses(present: string[]): string[] {
  return published.filter((name) => !present.includes(name));
}
