import { join, resolve } from 'node:path';

/** The folder of this program's own pipelines and stage packages, from `dist` as from `src`. */
const house = resolve(import.meta.dirname, '../../..');

/** Where pipelines are looked for: the user's before ours. */
export const pipelineFolders = [resolve('pipelines'), join(house, 'pipelines')];

/** Folders from which stage packages are looked for, as Node does. */
export const stageFolders = [process.cwd(), import.meta.dirname];

export const stageHost = join(import.meta.dirname, 'stage-host.js');

/** What editors check experiments against. */
export const schemaFile = join(house, 'schemas/experiment.schema.json');
