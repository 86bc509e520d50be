import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTorchCheckpoint, readTorchCheckpoint } from './index.ts';
import { fixture, fixtureFolder, temporaryFolder } from './testing/files.ts';
import { hasTorch, python } from './testing/python.ts';

/** The tensors that write_checkpoints.py writes, by name. */
const types = {
  float64: { shape: [2], data: Float64Array.of(0.1, -1e300) },
  float32: { shape: [2, 1, 1], data: Float32Array.of(0.5, -0.1) },
  float16: { shape: [4], data: Float32Array.of(0.333251953125, -65504, 2 ** -24, Infinity) },
  bfloat16: { shape: [2], data: Float32Array.of(0.333984375, -3.00405527047391e38) },
  int64: { shape: [], data: Float64Array.of(2 ** 40 + 1) },
  int32: { shape: [2], data: Int32Array.of(-(2 ** 31), 7) },
  int16: { shape: [1], data: Int32Array.of(-300) },
  int8: { shape: [2], data: Int32Array.of(-1, 127) },
  uint8: { shape: [2], data: Uint8Array.of(0, 255) },
  bool: { shape: [2], data: Uint8Array.of(1, 0) },
  parameter: { shape: [1], data: Float32Array.of(2.5) },
  matrix: { shape: [3, 4], data: Float32Array.from({ length: 12 }, (_, i) => i / 8) },
  transposed: {
    shape: [4, 3],
    data: Float32Array.from({ length: 12 }, (_, i) => (Math.floor(i / 3) + 4 * (i % 3)) / 8),
  },
  column: { shape: [3], data: Float32Array.of(0.25, 0.75, 1.25) },
  expanded: { shape: [2, 3], data: Float32Array.of(3, 3, 3, 4, 4, 4) },
  empty: { shape: [0, 3], data: new Float32Array() },
  ['__proto__']: { shape: [1], data: Float32Array.of(1.5) },
};

const norm = {
  weight: { shape: [2], data: Float32Array.of(1, 1) },
  bias: { shape: [2], data: Float32Array.of(0, 0) },
  running_mean: { shape: [2], data: Float32Array.of(0, 0) },
  running_var: { shape: [2], data: Float32Array.of(1, 1) },
  num_batches_tracked: { shape: [], data: Float64Array.of(0) },
};

/** Entries of a record, whose names may include `__proto__`. */
const entriesOf = (record: object) => Object.entries(record);

describe("PyTorch's checkpoints", () => {
  it.each(['types-legacy.pth', 'types-zip.pth'])(
    'give each type and each view of a storage its values: %s',
    async (name) => {
      expect(entriesOf(await readTorchCheckpoint(fixture(name)))).toEqual(entriesOf(types));
    },
  );

  it.each(['nested-legacy.pth', 'nested-zip.pth', 'protocol-4.pth'])(
    'are read where the state dict is one part among others: %s',
    async (name) => {
      expect({ ...(await readTorchCheckpoint(fixture(name))) }).toEqual(norm);
    },
  );

  it('list names, shapes and types before any values are read', async () => {
    const { matrix, int64 } = await openTorchCheckpoint(fixture('types-zip.pth'));
    expect(matrix).toMatchObject({ shape: [3, 4], elementType: 'float32' });
    expect(int64).toMatchObject({ shape: [], elementType: 'int64' });
    expect(await matrix!.read()).toEqual(types.matrix.data);
  });

  it('give the other tensors where one is damaged', async () => {
    const bytes = await readFile(fixture('types-zip.pth'));
    const position = bytes.indexOf(Buffer.from(Float32Array.of(2.5).buffer));
    bytes[position]! ^= 1;
    const file = join(await temporaryFolder(), 'damaged.pth');
    await writeFile(file, bytes);
    const { parameter, matrix } = await openTorchCheckpoint(file);
    await expect(parameter!.read()).rejects.toThrow(/types-zip\/data\/\d+, at byte \d+, is damaged/);
    expect(await matrix!.read()).toEqual(types.matrix.data);
  });
});

const isTorchHere = hasTorch();

describe.skipIf(!isTorchHere)(
  `the PyTorch of this machine${isTorchHere ? '' : ` (skipped: ${python} has no torch)`}`,
  () => {
    it('writes the same tensors as the test files contain', async () => {
      const folder = await temporaryFolder();
      execFileSync(python, [join(import.meta.dirname, 'testing/write_checkpoints.py'), folder]);
      for (const name of readdirSync(fixtureFolder).filter((file) => file.endsWith('.pth')))
        expect(entriesOf(await readTorchCheckpoint(join(folder, name)))).toEqual(
          entriesOf(await readTorchCheckpoint(fixture(name))),
        );
    });
  },
);
