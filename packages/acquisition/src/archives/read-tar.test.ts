import { execFileSync, spawnSync } from 'node:child_process';
import { link, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DataError } from '@fcdd/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packTar } from '../testing/pack-tar.ts';
import { type TarBytesEntry, paxEntry, tarBytes } from '../testing/tar-bytes.ts';
import { readTar, readTarStream } from './read-tar.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fcdd-tar-'));
});
afterAll(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, name);

const isXzHere = spawnSync('xz', ['--version']).status === 0;
const whereXzIs = isXzHere ? '' : ' (skipped: there is no program xz)';

function xz(bytes: Buffer, ...options: string[]): Buffer {
  return execFileSync('xz', ['--stdout', ...options], { input: bytes });
}

async function archive(bytes: Buffer): Promise<string> {
  await writeFile(path('hostile.tar'), bytes);
  return path('hostile.tar');
}

/** Every file of an archive and its contents. */
async function contentsOf(file: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for await (const entry of readTar(file)) contents[entry.name] = String(await entry.bytes(2000));
  return contents;
}

async function refusalOf(entries: readonly TarBytesEntry[]): Promise<string> {
  return refusal(await archive(tarBytes(entries)));
}

/** The message, which must name the archive; every refusal says what to do. */
async function refusal(file: string): Promise<string> {
  const error = await contentsOf(file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  expect((error as DataError).hint).toMatch(/\.$/);
  expect((error as DataError).message).toContain(file);
  return (error as DataError).message.replaceAll(file, 'ARCHIVE');
}

const files = [
  { name: 'a/one.png', contents: 'one' },
  { name: 'two.png', contents: 'x'.repeat(513) },
  { name: 'empty.png' },
];
const contents = { 'a/one.png': 'one', 'two.png': 'x'.repeat(513), 'empty.png': '' };

describe('an archive is read', () => {
  it('that GNU tar made in any format, packed in any way', async () => {
    await mkdir(path('made/a'), { recursive: true });
    const long = `${'long/'.repeat(30)}näme "quoted"\n🧪.png`;
    await mkdir(join(folder, 'made', long, '..'), { recursive: true });
    await writeFile(path('made/a/one.png'), 'one');
    await writeFile(join(folder, 'made', long), 'long');
    const expected = { 'a/one.png': 'one', [long]: 'long' };
    const formats = ['--format=gnu --gzip', '--format=posix --no-auto-compress'];
    for (const options of [...formats, ...(isXzHere ? ['--format=pax --xz'] : [])]) {
      await packTar(path('made.tar'), path('made'), ['.'], options.split(' '));
      expect(await contentsOf(path('made.tar'))).toEqual(expected);
    }
  });

  const halves = [tarBytes(files).subarray(0, 700), tarBytes(files).subarray(700)];

  it('of several gzip members', async () => {
    const packed = halves.map((half) => gzipSync(half));
    expect(await contentsOf(await archive(Buffer.concat(packed)))).toEqual(contents);
  });

  it.skipIf(!isXzHere)(`of several xz streams${whereXzIs}`, async () => {
    const packed = halves.map((half) => xz(half));
    expect(await contentsOf(await archive(Buffer.concat(packed)))).toEqual(contents);
  });

  it('with folders passed over, names simplified and what a program of 1979 wrote', async () => {
    const entries = [
      { name: 'b/', type: '5' as const },
      { name: 'old/' },
      { name: './b//./c.png', contents: 'c' },
    ];
    expect(await contentsOf(await archive(tarBytes(entries)))).toEqual({ 'b/c.png': 'c' });
  });

  it('of which only parts are wanted', async () => {
    const names: string[] = [];
    for await (const entry of readTar(await archive(tarBytes(files)))) {
      names.push(entry.name);
      for await (const chunk of entry.stream()) {
        expect(chunk).toBeInstanceOf(Buffer);
        break;
      }
    }
    expect(names).toEqual(Object.keys(contents));
  });

  it('inside of another one', async () => {
    const outer = tarBytes([
      { name: 'plain.tar', contents: tarBytes(files) },
      { name: 'packed.tar', contents: gzipSync(tarBytes(files)) },
      { name: 'after.txt', contents: 'after' },
    ]);
    const seen: string[] = [];
    for await (const entry of readTar(await archive(outer))) {
      if (!entry.name.endsWith('.tar')) seen.push(String(await entry.bytes(10)));
      else for await (const inner of readTarStream(entry.stream(), entry.name)) {
        seen.push(`${entry.name}/${inner.name}`);
        if (inner.name === 'two.png') break;
      }
    } // prettier-ignore
    const inner = (name: string) => [`${name}/a/one.png`, `${name}/two.png`];
    expect(seen).toEqual([...inner('plain.tar'), ...inner('packed.tar'), 'after']);
  });

  it('in little memory, however much is in it', async () => {
    await writeFile(path('sparse'), '');
    await truncate(path('sparse'), 2 ** 28);
    await packTar(path('large.tar'), folder, ['sparse']);
    const before = process.memoryUsage.rss();
    let [read, most] = [0, 0];
    for await (const entry of readTar(path('large.tar')))
      for await (const chunk of entry.stream()) {
        read += (chunk as Buffer).length;
        most = Math.max(most, process.memoryUsage.rss());
      }
    expect(read).toBe(2 ** 28);
    expect(most - before).toBeLessThan(2 ** 27);
  });
});

describe('an archive is refused, by its name,', () => {
  it.each(['/etc/passwd', '../up.png', 'a/../../up.png', 'C:/boot.png', 'c:boot.png'])(
    'for the name %s, which leads out of it',
    async (name) => {
      expect(await refusalOf([{ name }])).toBe(`"${name}" in ARCHIVE leads out of it.`);
      expect(await refusalOf([paxEntry({ path: name }), { name: 'tame' }])).toContain('leads out of it');
      expect(
        await refusalOf([{ name: '././@LongLink', type: 'L', contents: `${name}\0` }, { name: 'tame' }]),
      ).toContain('leads out of it');
    },
  );

  it.each(['a\\..\\b.png', 'a\0b.png'])('for a name that means another file elsewhere', async (name) => {
    expect(await refusalOf([paxEntry({ path: name }), { name: 'tame' }])).toContain('means another file');
  });

  it('for a name without end', async () => {
    const name = 'n'.repeat(5000);
    expect(await refusalOf([paxEntry({ path: name }), { name: 'tame' }])).toBe(
      `"${'n'.repeat(200)}…" in ARCHIVE has too long a name.`,
    );
  });

  it.each(['1', '2'] as const)('for a link, of type %s', async (type) => {
    expect(await refusalOf([{ name: 'a.png', type, linkname: '/etc/passwd\u001b[2J' }])).toBe(
      '"a.png" in ARCHIVE is a link to "/etc/passwd\\u001b[2J", and links are not followed.',
    );
  });

  it('for a hard link that GNU tar made', async () => {
    await mkdir(path('linked'));
    await writeFile(path('linked/a.png'), 'a');
    await link(path('linked/a.png'), path('linked/b.png'));
    await packTar(path('linked.tar'), path('linked'), ['a.png', 'b.png']);
    expect(await refusal(path('linked.tar'))).toContain('"b.png" in ARCHIVE is a link to "a.png"');
  });

  it.each(['3', '6'] as const)('for a device or pipe, of type %s', async (type) => {
    expect(await refusalOf([{ name: 'a.png', type }])).toContain('"a.png" in ARCHIVE is a pipe or device');
  });

  it('for a sparse file, old and new', async () => {
    const way = 'is stored in a way that is not known';
    expect(await refusalOf([{ name: 'a.png', type: 'S' }])).toContain(way);
    const sparse = paxEntry({ 'GNU.sparse.major': '1', 'GNU.sparse.name': 'a.png' });
    expect(await refusalOf([sparse, { name: 'a.png' }])).toContain(way);
  });

  it('for a name that is there twice', async () => {
    expect(await refusalOf([...files, { name: './two.png' }])).toBe('"./two.png" in ARCHIVE is there twice.');
  });

  it('for an entry larger than what is asked for', async () => {
    expect(await refusalOf([{ name: 'a.png', contents: 'x'.repeat(2001) }])).toBe(
      '"a.png" in ARCHIVE has 2001 bytes, more than 2000.',
    );
  });

  it('for a size that is not true', async () => {
    expect(await refusalOf([{ name: 'a.png', contents: 'a', size: 1600 }])).toContain('ARCHIVE is not a sound archive, from "a.png" on');
    expect(await refusalOf([{ name: 'a.png', size: 2 ** 33 - 1 }])).toContain('has 8589934591 bytes');
    expect(await refusalOf([paxEntry({ size: '-5' }), { name: 'a.png' }])).toContain('ARCHIVE is not a sound archive');
    expect(await refusalOf([paxEntry({ size: '1600' }), { name: 'a.png', contents: 'a' }])).toContain(
      'ARCHIVE is not a sound archive',
    );
  }); // prettier-ignore

  it('for a checksum that is wrong', async () => {
    expect(await refusalOf([{ ...files[0]!, checksum: 1 }])).toContain('ARCHIVE is not a sound archive');
  });

  it.each([0, 100, 512, 700, 1024, 1536])('cut off after %i bytes', async (length) => {
    expect(await refusal(await archive(tarBytes(files).subarray(0, length)))).toContain(
      'ARCHIVE is not a sound archive',
    );
  });

  it('with something behind its end', async () => {
    expect(await refusal(await archive(tarBytes(files, Buffer.alloc(1024, 'garbage'))))).toContain(
      'ARCHIVE is not a sound archive, from "empty.png" on',
    );
  });

  it('damaged or cut off as packed', async () => {
    const noise = { name: 'a.png', contents: Buffer.from(Array.from({ length: 999 }, (_, i) => (i * i * 31) % 251)) };
    const bytes = tarBytes([noise]);
    for (const packed of [gzipSync(bytes), ...(isXzHere ? [xz(bytes)] : [])]) {
      const flipped = Buffer.from(packed);
      flipped[100]! ^= 1;
      expect(await refusal(await archive(flipped))).toContain('ARCHIVE is not a sound archive');
      for (const length of [7, 200, packed.length - 5])
        expect(await refusal(await archive(packed.subarray(0, length)))).toContain('ARCHIVE is not a sound archive');
    }
  }); // prettier-ignore

  it.skipIf(!isXzHere)(`for an xz dictionary that would take a gigabyte${whereXzIs}`, async () => {
    const bytes = xz(tarBytes(files), '--lzma2=dict=1GiB');
    expect(await refusal(await archive(bytes))).toContain('its dictionary is larger');
  });

  it.skipIf(!isXzHere)(`for xz within xz, which could only wait for itself${whereXzIs}`, async () => {
    const outer = await archive(xz(tarBytes([{ name: 'inner.tar.xz', contents: xz(tarBytes(files)) }])));
    const reading = async () => {
      for await (const entry of readTar(outer))
        for await (const inner of readTarStream(entry.stream(), entry.name)) throw new Error(inner.name);
    };
    await expect(reading()).rejects.toThrow('inner.tar.xz is not a sound archive: Inside of another archive');
  });

  it('that is a bomb', async () => {
    const zeros = gzipSync(Buffer.alloc(2 ** 24), { level: 9 });
    const file = await archive(Buffer.concat([gzipSync(tarBytes([{ name: 'a', size: 2 ** 30 }], Buffer.alloc(0))), ...new Array<Buffer>(20).fill(zeros)]));
    const reading = async () => {
      for await (const entry of readTar(file)) expect(entry.name).toBe('a');
    };
    await expect(reading()).rejects.toThrow(`${file} unpacks to more than 100 times its size.`);
  }); // prettier-ignore

  it('that is missing, empty or a folder', async () => {
    for (const file of [path('missing.tar'), await archive(Buffer.alloc(0)), folder])
      expect(await refusal(file)).toContain('ARCHIVE is not a sound archive');
  });
});
