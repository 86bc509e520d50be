import { createHash } from 'node:crypto';
import type { KnownFile } from '../files/verified-file.ts';

/** A file of these contents, as a publisher would make it known. */
export function knownFile(name: string, contents: Buffer): KnownFile {
  return { name, size: contents.length, sha256: createHash('sha256').update(contents).digest('hex') };
}
