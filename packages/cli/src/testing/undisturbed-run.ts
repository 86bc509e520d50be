import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { type ExperimentFolder, createExperimentFolder } from './experiment-folder.ts';

/** One digit, two seeds, a checkpoint each of some short epochs: many places to break a run at. */
const experiment = `version: 2
name: faults
dataset: { name: mnist, classes: ['5'], preprocessing: lcn }
supervision: { mode: noise, source: solid }
detector: { net: FCDD_CNN28 }
training: { seeds: 2, epochs: 3 }
`;

/** An experiment that has run to its end, for all tests of a file; it is there once they begin. */
export function useUndisturbedRun(): ExperimentFolder {
  const undisturbed = {} as ExperimentFolder;
  beforeAll(async () => {
    Object.assign(undisturbed, await createExperimentFolder(experiment));
    expect(await undisturbed.run()).toMatchObject({ code: 0, failures: [] });
  });
  afterAll(() => rm(undisturbed.folder, { recursive: true, force: true }));
  return undisturbed;
}
