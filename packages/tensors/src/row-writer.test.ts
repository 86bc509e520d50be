import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { expect, it } from 'vitest';
import { createRowWriter, openTensors, readTensors, writeTensors } from './index.ts';

async function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'fcdd-rows-'));
}

it('writes tensors row by row, along with whole ones', async () => {
  const folder = await emptyFolder();
  const file = join(folder, 'set.safetensors');
  const writer = await createRowWriter(file, { images: [1, 2], maps: [1] });
  const image = new Uint8Array(2);
  for (let row = 0; row < 3; row++) {
    image.fill(row + 1);
    await writer.add({ images: image, maps: Uint8Array.of(10 * row) });
  }
  await writer.finish({ labels: { shape: [3], data: Int32Array.of(7, -8, 9) } });

  const { tensors } = await readTensors(file);
  expect({ ...tensors }).toEqual({
    images: { shape: [3, 1, 2], data: Uint8Array.of(1, 1, 2, 2, 3, 3) },
    maps: { shape: [3, 1], data: Uint8Array.of(0, 10, 20) },
    labels: { shape: [3], data: Int32Array.of(7, -8, 9) },
  });
  expect(await readdir(folder)).toEqual(['set.safetensors']);
});

it('leaves nothing behind when it is abandoned', async () => {
  const folder = await emptyFolder();
  const writer = await createRowWriter(join(folder, 'set.safetensors'), { images: [1], maps: [1] });
  await writer.add({ images: Uint8Array.of(1), maps: Uint8Array.of(1) });
  await writer.abandon();
  expect(await readdir(folder)).toEqual([]);
});

it('reads single rows and whole tensors of an opened file', async () => {
  const file = join(await emptyFolder(), 'a.safetensors');
  await writeTensors(
    file,
    {
      labels: { shape: [2], data: Int32Array.of(3, -4) },
      rows: { shape: [2, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) },
    },
    { kind: 'test' },
  );
  const opened = await openTensors(file);
  const row = new Uint8Array(3);
  opened.readRow('rows', 1, row);
  expect([...row]).toEqual([4, 5, 6]);
  expect(opened.read('labels').data).toEqual(Int32Array.of(3, -4));
  expect(opened.shapes).toEqual({ labels: [2], rows: [2, 3] });
  expect(opened.metadata).toEqual({ kind: 'test' });
  expect(() => opened.readRow('rows', 2, row)).toThrow(DataError);
  await opened.close();
});

it('does not open a file that is not a tensor file', async () => {
  await expect(openTensors(join(await emptyFolder(), 'missing'))).rejects.toThrow(DataError);
  await expect(openTensors('/dev/null')).rejects.toThrow(/shorter than its own header/);
});
