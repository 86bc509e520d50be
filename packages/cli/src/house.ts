import { join, resolve } from 'node:path';

/** Folder of this program's own pipelines and stage packages, seen from `dist` and from `src`. */
const house = resolve(import.meta.dirname, '../../..');

/** Folders in which pipelines are looked up: the user's before ours. */
export const pipelineFolders = [resolve('pipelines'), join(house, 'pipelines')];

/** Folders from which stage packages are looked up, as Node does. */
export const stageFolders = [process.cwd(), import.meta.dirname];

export const stageHost = join(import.meta.dirname, 'stage-host.js');

/** Schema against which editors check experiments. */
export const schemaFile = join(house, 'schemas/experiment.schema.json');
