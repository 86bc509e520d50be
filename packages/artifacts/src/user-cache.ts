import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The folder in which fcdd keeps things of one kind for later runs on this machine. It may not exist yet.
 * The XDG Base Directory Specification says where: an empty or relative `XDG_CACHE_HOME` counts as unset.
 * @param kind a name such as `digests`
 */
export function userCacheFolder(kind: string): string {
  const given = process.env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(given) ? given : join(homedir(), '.cache'), 'fcdd', kind);
}
