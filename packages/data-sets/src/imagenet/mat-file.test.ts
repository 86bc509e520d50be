import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { DataError } from '@fcdd/errors';
import { beforeAll, describe, expect, it } from 'vitest';
import { readMatStructures } from './mat-file.ts';

/** SciPy 1.10 wrote it: a matrix `other`, and structures `synsets`, both compressed. */
let packed: Buffer;
/** The same, not compressed. */
let plain: Buffer;

beforeAll(async () => {
  packed = await readFile(new URL('../golden/imagenet-meta.mat', import.meta.url));
  const arrays: Buffer[] = [];
  for (let offset = 128; offset < packed.length; offset += 8 + packed.readUInt32LE(offset + 4))
    arrays.push(inflateSync(packed.subarray(offset + 8)));
  plain = Buffer.concat([packed.subarray(0, 128), ...arrays]);
});

describe('a MATLAB file', () => {
  it('has structures of texts and numbers', () => {
    for (const bytes of [packed, plain]) {
      const structures = readMatStructures(bytes, 'synsets', 'meta.mat');
      expect(structures).toHaveLength(33);
      expect(structures[9]).toEqual({
        ILSVRC2012_ID: [10],
        WNID: 'n03384352',
        words: 'forklift',
        gloss: 'a gloss',
        num_children: [0],
        children: [],
        wordnet_height: [0],
        num_train_images: [1300],
      });
      expect(structures[32]).toMatchObject({ words: 'entity', children: [1, 2] });
    }
  });

  it('without the variable, or with another kind of it, is refused', () => {
    expect(() => readMatStructures(packed, 'none', 'meta.mat')).toThrow(
      'meta.mat is not a sound MATLAB file',
    );
    expect(() => readMatStructures(packed, 'other', 'meta.mat')).toThrow(DataError);
  });

  it('of another format is refused', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(1000), Buffer.from('MATLAB 5.0 MAT-file')])
      expect(() => readMatStructures(bytes, 'synsets', 'meta.mat')).toThrow(DataError);
  });

  it('cut off anywhere is refused', () => {
    for (const bytes of [packed, plain])
      for (let length = 0; length < bytes.length; length += 7)
        expect(() => readMatStructures(bytes.subarray(0, length), 'synsets', 'meta.mat')).toThrow(DataError);
  });

  it('with a byte of its beginning changed is read or refused, and never more is made of it than it holds', () => {
    for (let offset = 120; offset < 1500; offset += 3)
      for (const value of [0, 0xff]) {
        const bytes = Buffer.from(plain);
        bytes[offset] = value;
        try {
          expect(readMatStructures(bytes, 'synsets', 'meta.mat').length).toBeLessThan(10_000);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }
  });
});
