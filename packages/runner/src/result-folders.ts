import { posix } from 'node:path';
import type { StageManifest, StageNode } from '@fcdd/stage';

/**
 * The folder that shows an input, relative to the results of the node that reads it, for a stage that asks for it. The
 * same node of several variants of a sweep finds the same: its own folder and its input's lie below the variant's.
 */
export function resultsOfInput(
  input: StageNode,
  reader: StageNode,
  { usesResultFolders }: Pick<StageManifest, 'usesResultFolders'>,
): { results?: string } {
  if (!usesResultFolders) return {};
  const [own = '.'] = reader.results;
  const folders = input.results.map((folder) => posix.relative(own, folder) || '.');
  const results = folders.find((folder) => folder !== '..' && !folder.startsWith('../'));
  return results === undefined ? {} : { results };
}
