import type { Sources } from '@fcdd/studies';
import { formatBytes } from './format.ts';
import { pipelineFolders } from './house.ts';
import type { DataOptions } from './options.ts';

/** Folders that experiments are read with; the user is told where reading takes long. */
export function sourcesFor({ data }: DataOptions): Sources {
  return {
    dataFolder: data,
    pipelineFolders,
    onLongRead: (path, bytes) =>
      console.error(`Reading ${formatBytes(bytes)} of ${path}, to know later whether they have changed ...`),
  };
}
