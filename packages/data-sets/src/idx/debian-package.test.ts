import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { afterEach, describe, expect, it } from 'vitest';
import { loadIdxDataSet } from './load-idx-data-set.ts';
import { tinyDataSet } from '../testing/idx-files.ts';
import { testSettings } from '@fcdd/acquisition/testing';

const debianPackage = { name: 'dataset-tiny', folder: 'usr/share/datasets/tiny' };
const { dataSet, contents } = tinyDataSet({ debianPackage });
const tools = await Promise.all(
  ['apt-get', 'dpkg-deb'].map((tool) => execa(tool, ['--version']).catch(() => 0)),
);
const hasTools = tools.every(Boolean);

const { PATH, APT_CONFIG } = process.env;
afterEach(() => {
  Object.assign(process.env, { PATH });
  if (APT_CONFIG === undefined) delete process.env.APT_CONFIG;
});

/** Makes apt see nothing but a repository in this folder, which holds the package with these files. */
async function createRepository(folder: string, files: Record<string, Buffer>): Promise<void> {
  const tree = join(folder, 'tree');
  const control = [
    'Package: dataset-tiny',
    'Version: 1',
    'Architecture: all',
    'Maintainer: A <a@b.c>',
    'Description: Tiny',
  ];
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  await writeFile(join(tree, 'DEBIAN/control'), `${control.join('\n')}\n`);
  await mkdir(join(tree, debianPackage.folder), { recursive: true });
  for (const [name, bytes] of Object.entries(files))
    await writeFile(join(tree, debianPackage.folder, `${name}.gz`), gzipSync(bytes));
  await execa('dpkg-deb', ['--build', '--root-owner-group', tree, join(folder, 'tiny.deb')]);
  const deb = await readFile(join(folder, 'tiny.deb'));
  const entry = [
    ...control,
    'Filename: ./tiny.deb',
    `Size: ${deb.length}`,
    `SHA256: ${createHash('sha256').update(deb).digest('hex')}`,
  ];
  await writeFile(join(folder, 'Packages'), `${entry.join('\n')}\n`);
  await writeFile(join(folder, 'sources.list'), `deb [trusted=yes] file:${folder} ./\n`);
  for (const name of ['state', 'cache', 'parts']) await mkdir(join(folder, name));
  const configuration = `
    Dir::State "${folder}/state"; Dir::State::status "/dev/null"; Dir::Cache "${folder}/cache";
    Dir::Etc::sourcelist "${folder}/sources.list"; Dir::Etc::sourceparts "${folder}/parts";
    APT::Sandbox::User "root";`;
  await writeFile(join(folder, 'apt.conf'), configuration);
  process.env.APT_CONFIG = join(folder, 'apt.conf');
  await execa('apt-get', ['update']);
}

describe.skipIf(!hasTools)(
  `a Debian package${hasTools ? '' : ' (skipped: apt-get or dpkg-deb is missing)'}`,
  () => {
    it('is fetched and unpacked without root, and its files are kept', async () => {
      const settings = await testSettings({ offline: false });
      await createRepository(settings.dataFolder, contents);
      const loaded = await loadIdxDataSet('tiny', dataSet, 2, settings);
      expect([...loaded.train.labels]).toEqual([0, 1, 1]);
      expect(settings.lines.at(-1)).toBe("Tiny: taken from Debian's package dataset-tiny.");
      expect((await readdir(join(settings.dataFolder, 'tiny'))).sort()).toEqual([
        'test-images.gz',
        'test-labels.gz',
        'train-images.gz',
        'train-labels.gz',
      ]);
    });

    it('with other contents is refused, and nothing of it is kept', async () => {
      const settings = await testSettings({ offline: false });
      await createRepository(settings.dataFolder, { ...contents, 'train-images': Buffer.from('other') });
      await expect(loadIdxDataSet('tiny', dataSet, 2, settings)).rejects.toThrow(
        /package dataset-tiny: \S+ is damaged/,
      );
      expect(await readdir(join(settings.dataFolder, 'tiny'))).toEqual([]);
    });

    it("that apt does not know is passed over with apt's own words", async () => {
      const settings = await testSettings({ offline: false });
      await createRepository(settings.dataFolder, contents);
      const unknown = { ...dataSet, debianPackage: { ...debianPackage, name: 'dataset-unknown' } };
      await expect(loadIdxDataSet('tiny', unknown, 2, settings)).rejects.toThrow(
        "Debian's package dataset-unknown: E: Unable to locate package dataset-unknown",
      );
    });
  },
);

describe('a Debian package on another system', () => {
  it('is passed over, since apt is missing', async () => {
    process.env.PATH = '/nowhere';
    await expect(loadIdxDataSet('tiny', dataSet, 2, await testSettings({ offline: false }))).rejects.toThrow(
      "Debian's package dataset-tiny: apt-get is not installed",
    );
  });
});
