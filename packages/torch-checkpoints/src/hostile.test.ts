import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { beforeEach, describe, expect, it } from 'vitest';
import { openTorchCheckpoint, readTorchCheckpoint } from './index.ts';
import { fixture, temporaryFolder } from './testing/files.ts';
import { legacyBytes, pickle, tensor, text } from './testing/legacy-bytes.ts';

let file: string;
beforeEach(async () => {
  file = join(await temporaryFolder(), 'hostile.pth');
});

async function reasonOf(bytes: Uint8Array): Promise<string> {
  await writeFile(file, bytes);
  const error = await readTorchCheckpoint(file).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  return (error as Error).message.replace(`${file} is not a sound PyTorch checkpoint: `, '');
}

const floats = new Uint8Array(16);
const oneStorage = { s: { length: 4, bytes: floats } };
const stateDict = (value: string) => pickle(`}${text('w')}${value}s`);

describe('a file that is not a checkpoint', () => {
  it.each([
    ['nothing', '', 'it is empty.'],
    ['text', 'weights: none\n', 'it is text.'],
    ['a web page', '\n<!DOCTYPE html><html>', 'it is a web page.'],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:6002',
      'it is a Git LFS pointer; the file that it stands for was not fetched.',
    ],
    [
      'a safetensors file',
      '\x40\0\0\0\0\0\0\0{"w":',
      'it is a safetensors file, whose name must end in .safetensors.',
    ],
    ['a gzipped file', '\x1f\x8b\x08\0', 'it is compressed with gzip.'],
    ['something else', '\0\x01\x02\x03\x04', 'it begins with the bytes 00 01 02 03, unlike any checkpoint.'],
    ['another pickle', '\x80\x02K\x01.', "it lacks PyTorch's magic number."],
    ['the start of an archive', 'PK\x03\x04', 'as a zip archive, it is damaged: End of central directory'],
  ])('is recognised: %s', async (_, content, reason) => {
    expect(await reasonOf(Buffer.from(content, 'latin1'))).toContain(reason);
  });

  it('is refused in one sentence', async () => {
    expect(await reasonOf(Buffer.from('PK\x03\x04', 'latin1'))).toMatch(/[^.]\.$/);
  });

  it('that is missing, or a folder, is refused', async () => {
    await expect(readTorchCheckpoint(file)).rejects.toThrow(`The checkpoint ${file} cannot be read.`);
    await expect(readTorchCheckpoint(join(file, '..'))).rejects.toThrow('is not a file.');
  });
});

describe('a pickle', () => {
  it('that is sound can be written by hand', async () => {
    await writeFile(file, legacyBytes(stateDict(tensor({})), oneStorage));
    expect({ ...(await readTorchCheckpoint(file)) }).toEqual({
      w: { shape: [4], data: new Float32Array(4) },
    });
  });

  it.each([
    ['posix\nsystem', 'posix.system'],
    ['builtins\neval', 'builtins.eval'],
    ['torch.hub\nload', 'torch.hub.load'],
    ['collections\n__proto__', 'collections.__proto__'],
    ['\x1b[2J\nx', '?[2J.x'],
  ])('that names %j is refused, wherever it does so', async (lines, name) => {
    const reason = await reasonOf(legacyBytes(stateDict(`c${lines}\n(${text('id')}tR`)));
    expect(reason).toMatch(/^it asks to run code, which is never done: it names /);
    expect(reason).toContain(`${name} at byte `);
  });

  const stacked = `${text('os')}${text('system')}\x93`;
  const deep = 500_000;
  it.each<[string, string, string]>([
    ['an unknown global by STACK_GLOBAL', stacked, 'it names os.system at byte'],
    ['an object of a class', 'ctorch\nSize\n)\x81', 'it has the opcode 0x81 at byte'],
    ['a call of a storage class', 'ctorch\nFloatStorage\n)R', 'it calls something that is not a function'],
    ['a call of a number', 'K\x01)R', 'it calls something that is not a function'],
    ['a reference to nothing', 'h\x07', 'it refers to value 7, which does not exist, at byte'],
    ['a value taken from nothing', '000', 'it takes a value that does not exist at byte'],
    ['a mark that is missing', 't', 'it goes back to a mark that does not exist at byte'],
    ['a text that is far too long', 'X\xff\xff\xff\xff', 'inside the item that begins at byte'],
    ['a text of 2^64 bytes', '\x8d\xff\xff\xff\xff\xff\xff\xff\xff', 'inside the item that begins at byte'],
    ['a huge integer', '\x8b\xff\xff\xff\x7f', 'it has an integer of 2147483647 bytes at byte'],
    ['a line without end', 'ctorch', 'inside the item that begins at byte'],
    ['items of a number', 'K\x01K\x02K\x03s', 'it sets items of something that is not a dictionary at byte'],
    ['half an item', '}(K\x01u', 'it sets an item without a value at byte'],
    ['an item for a number', 'K\x01K\x02a', 'it appends to something that is not a list at byte'],
    ['a storage that is not a tuple', 'K\x01Q', 'it refers to a malformed storage at byte'],
    ['deep nesting', `${'('.repeat(deep)}${'t'.repeat(deep)}`, 'it holds no dictionary of tensors'],
    [
      'lists of lists of lists',
      `]q\0${Array.from({ length: 60 }, () => `(${'h\0'.repeat(50)}lq\0`)
        .join('')
        .replaceAll('l', 't')}`,
      'it holds no dictionary of tensors',
    ],
    ['a list inside itself', ']q\0h\0a', 'it holds no dictionary of tensors'],
  ])('with %s is refused', async (_, opcodes, reason) => {
    expect(await reasonOf(legacyBytes(pickle(opcodes)))).toContain(reason);
  });

  it.each<[string, Parameters<typeof tensor>[0], string]>([
    ['of a negative length', { shape: [-4] }, 'arguments that do not fit at byte'],
    ['of negative strides', { strides: [-1], offset: 3 }, 'arguments that do not fit at byte'],
    ['of a negative offset', { offset: -1 }, 'arguments that do not fit at byte'],
    ['with fewer strides than lengths', { shape: [2, 2] }, 'arguments that do not fit at byte'],
    ['of 65 axes', { shape: Array(65).fill(1), strides: Array(65).fill(1) }, 'arguments that do not fit'],
    ['beyond its storage', { offset: 1 }, "'w' has elements up to 5 of a storage of 4."],
    ['with strides beyond its storage', { strides: [2] }, "'w' has elements up to 7 of a storage of 4."],
    ['of billions of elements', { shape: [2 ** 30], strides: [0] }, 'too many for a file of'],
    [
      'of more elements than numbers have digits',
      { shape: Array(60).fill(2 ** 30), strides: Array(60).fill(0) },
      'too many for a file of',
    ],
    ['of complex numbers', { type: 'ComplexFloatStorage' }, 'it names torch.ComplexFloatStorage'],
    ['of another storage', { key: 'r' }, 'the storage at byte'],
    ['of a longer storage', { length: 5 }, 'has 4 elements, but its tensors need 5'],
  ])('with a tensor %s is refused', async (_, changes, reason) => {
    expect(await reasonOf(legacyBytes(stateDict(tensor(changes)), oneStorage))).toContain(reason);
  });

  it('with one storage of two types is refused', async () => {
    const both = `${tensor({})}${text('v')}${tensor({ type: 'IntStorage' })}`;
    expect(await reasonOf(legacyBytes(pickle(`}(${text('w')}${both}u`), oneStorage))).toContain(
      'it refers to a malformed storage at byte',
    );
  });

  it('whose storage is not in the file is refused', async () => {
    expect(await reasonOf(legacyBytes(stateDict(tensor({}))))).toBe(
      'a tensor needs a storage that is missing.',
    );
    const huge = { s: { length: 2 ** 30, bytes: floats } };
    expect(await reasonOf(legacyBytes(stateDict(tensor({ length: 2 ** 30 })), huge))).toMatch(
      /^it ends at byte \d+, but a storage goes up to byte 4294967\d+\.$/,
    );
  });

  it('with integers that no double holds is refused', async () => {
    const bytes = Buffer.alloc(8, 0x7f);
    const int64 = stateDict(tensor({ type: 'LongStorage', length: 1, shape: [1] }));
    expect(await reasonOf(legacyBytes(int64, { s: { length: 1, bytes } }))).toBe(
      "'w' has integers beyond 2^53.",
    );
  });

  it('of Python 2, with names as byte strings and parameters as objects, is read', async () => {
    const parameter = `ctorch.nn.parameter\nParameter\n${tensor({})}\x85R(\x88\x89}tb`;
    const pairs = `ccollections\nOrderedDict\n]]U\x01wa${parameter}aa\x85R`;
    await writeFile(file, legacyBytes(pickle(pairs), oneStorage));
    expect(Object.keys(await openTorchCheckpoint(file))).toEqual(['w']);
  });
});

describe('a zip archive', async () => {
  const sound = await readFile(fixture('nested-zip.pth'));
  const centralHeaders = positionsOf(sound, 'PK\x01\x02');
  /** Returns the archive with a changed field in the second entry of the central directory. */
  const changed = (change: (entry: Buffer) => void) => {
    const bytes = Buffer.from(sound);
    change(bytes.subarray(centralHeaders[1]));
    return bytes;
  };

  it.each<[string, Buffer, string]>([
    [
      'with compressed files',
      changed((entry) => entry.writeUInt16LE(8, 10)),
      'its file nested-zip/data/0 is compressed, which PyTorch never does.',
    ],
    ['with encrypted files', changed((entry) => entry.writeUInt16LE(1, 8)), 'size mismatch for stored file'],
    [
      'whose files overlap',
      changed((entry) => entry.writeUInt32LE(0, 42)),
      /goes up to byte \d+, beyond byte \d+/.source,
    ],
    [
      'whose file is longer than the archive',
      changed((entry) => {
        entry.writeUInt32LE(2 ** 31, 20);
        entry.writeUInt32LE(2 ** 31, 24);
      }),
      'file data overflows file bounds',
    ],
    [
      'with another file in the place of a storage',
      changed((entry) => entry.write('version/X', 46)),
      'a tensor needs a storage that is missing.',
    ],
    [
      'whose description is damaged',
      Buffer.from(sound.toString('latin1').replace('running_mean', 'running_maen'), 'latin1'),
      'nested-zip/data.pkl, at byte 64, is damaged: its checksum does not fit.',
    ],
    [
      'without a description',
      Buffer.from(sound.toString('latin1').replaceAll('data.pkl', 'date.pkl'), 'latin1'),
      'as a zip archive, it has 0 files data.pkl, not one.',
    ],
  ])('%s is refused', async (_, bytes, reason) => {
    expect(await reasonOf(bytes)).toMatch(new RegExp(reason));
  });

  it('of a TorchScript program is refused', async () => {
    expect(await reasonOf(await readFile(fixture('program.pt')))).toBe(
      'it is a TorchScript program, not a state dict.',
    );
  });
});

function positionsOf(bytes: Buffer, signature: string): number[] {
  const positions: number[] = [];
  for (
    let at = bytes.indexOf(signature, 0, 'latin1');
    at >= 0;
    at = bytes.indexOf(signature, at + 1, 'latin1')
  )
    positions.push(at);
  return positions;
}

function withByte(bytes: Buffer, position: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[position] = value;
  return copy;
}

describe.each(['nested-legacy.pth', 'protocol-4.pth'])('damage anywhere in %s', (name) => {
  it('that cuts the file off is found', async () => {
    const sound = await readFile(fixture(name));
    for (let length = 0; length < sound.length; length++) await reasonOf(sound.subarray(0, length));
  });

  it('that changes a byte is found, or changes nothing but values', async () => {
    const sound = await readFile(fixture(name));
    const shapes = shapesOf(await readTorchCheckpoint(fixture(name)));
    for (let position = 0; position < sound.length; position++) {
      const value = (sound[position]! + 1 + ((position * 7919) % 255)) % 256;
      await writeFile(file, withByte(sound, position, value));
      const read = await readTorchCheckpoint(file).catch((error: unknown) => {
        if (!(error instanceof DataError)) throw error;
        return undefined;
      });
      if (read && name !== 'nested-legacy.pth') expect(shapesOf(read)).toEqual(shapes);
    }
  });
});

function shapesOf(tensors: Record<string, { shape: number[] }>) {
  return Object.entries(tensors).map(([name, { shape }]) => [name, shape]);
}
