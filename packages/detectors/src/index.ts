import { ae } from './ae/index.ts';
import type { DetectorDefinition } from './detector.ts';
import { fcdd } from './fcdd/index.ts';
import { hsc } from './hsc/index.ts';

export type * from './detector.ts';
export { detectorNamed } from './detector-named.ts';
export * from './net-requirement.ts';
export * from './parameter-schemas.ts';

/** Every detector. A new one is a folder beside this file, and a name here. */
export const detectors: readonly DetectorDefinition[] = [fcdd, hsc, ae];
