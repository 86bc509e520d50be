import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { beforeEach, describe, expect, it } from 'vitest';
import { readTensors, writeTensors } from './index.ts';

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'fcdd-tensors-')), 'a.safetensors');
});

function craft(header: string, body = Buffer.alloc(0)): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), body]);
}

describe('safetensors files', () => {
  it('keep values, shapes, types and metadata', async () => {
    const tensors = {
      bytes: { shape: [3], data: Uint8Array.of(1, 2, 255) },
      'conv.weight': { shape: [2, 1], data: Float32Array.of(1.5, -0.25) },
      labels: { shape: [1], data: Int32Array.of(-7) },
      exact: { shape: [], data: Float64Array.of(Math.PI) },
      empty: { shape: [0, 4], data: new Float32Array() },
    };
    await writeTensors(file, tensors, { net: 'FCDD_CNN28' });
    const read = await readTensors(file);
    expect({ ...read.tensors }).toEqual(tensors);
    expect(read.metadata).toEqual({ net: 'FCDD_CNN28' });
  });

  it('have the layout of the format: header length, JSON, data', async () => {
    await writeTensors(file, { a: { shape: [1], data: Float32Array.of(2) } });
    const bytes = await readFile(file);
    const length = Number(bytes.readBigUInt64LE(0));
    expect(length % 8).toBe(0);
    expect(JSON.parse(bytes.toString('utf8', 8, 8 + length))).toEqual({
      a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
    });
    expect(bytes.readFloatLE(8 + length)).toBe(2);
  });

  it('give the same bytes whatever the order of the names', async () => {
    const a = { shape: [1], data: Uint8Array.of(1) };
    const b = { shape: [1], data: Uint8Array.of(2) };
    await writeTensors(file, { a, b });
    const first = await readFile(file);
    await writeTensors(file, { b, a });
    expect(await readFile(file)).toEqual(first);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'shorter than its own header'],
    ['a header that is too long', Buffer.from('ffffffffffffff7f', 'hex'), 'longer than the file'],
    ['a header that is not JSON', craft('{'), 'not JSON'],
    ['an unknown type', craft('{"a":{"dtype":"Q1","shape":[],"data_offsets":[0,0]}}'), 'Q1'],
    ['missing data', craft('{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}'), 'not where'],
    ['a negative length', craft('{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}'), 'malformed'],
    ['no offsets', craft('{"a":{"dtype":"F32","shape":[4]}}'), 'malformed'],
  ])('are refused when they hold %s', async (_, bytes, reason) => {
    await writeFile(file, bytes);
    const error = await readTensors(file).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toContain(reason);
  });
});
