import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { userCacheFolder } from './user-cache.ts';

afterEach(() => vi.unstubAllEnvs());

it('lies where XDG_CACHE_HOME says', () => {
  vi.stubEnv('XDG_CACHE_HOME', '/somewhere/else');
  expect(userCacheFolder('digests')).toBe('/somewhere/else/fcdd/digests');
});

it.each([undefined, '', 'relative/folder'])('lies in the home folder where XDG_CACHE_HOME is %j', (given) => {
  vi.stubEnv('XDG_CACHE_HOME', given);
  expect(userCacheFolder('devices')).toBe(join(homedir(), '.cache/fcdd/devices'));
});
