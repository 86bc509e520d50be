import { dirname, relative, resolve } from 'node:path';

/** Returns the path of a file or folder as an experiment's file writes it: relative to the file's own folder. */
export function pathSeenFrom(experimentFile: string, target: string): string {
  const path = relative(dirname(resolve(experimentFile)), resolve(target)) || '.';
  return path.startsWith('.') ? path : `./${path}`;
}
