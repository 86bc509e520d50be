import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { checkData } from './check-data.ts';
import type { Holding } from './holdings.ts';
import type { PublishedFile } from '@fcdd/acquisition';
import { surveyData } from './survey.ts';

import { bottleFiles, writeMvtecFiles } from '../testing/mvtec-files.ts';
import { knownFile, testSettings } from '@fcdd/acquisition/testing';

const bytes = Buffer.from('the contents of a file');

function published(name: string): PublishedFile {
  const { size, sha256 } = knownFile(name, bytes);
  return { title: 'Jam', folder: 'jam', name, url: 'http://127.0.0.1:1/', size, sha256 };
}

const jam: Holding = {
  title: 'Jam',
  uses: ['data set'],
  files: [published('one.tar'), [published('two.tar'), published('two.zip')]],
};

/** Settings with a data folder that holds these files. */
async function settingsWith(files: Record<string, Buffer>) {
  const settings = await testSettings();
  for (const [name, contents] of Object.entries(files)) {
    await mkdir(join(settings.dataFolder, 'jam'), { recursive: true });
    await writeFile(join(settings.dataFolder, 'jam', name), contents);
  }
  return settings;
}

describe('the check of data', () => {
  it('says of each published file that is here whether it is wrong', async () => {
    const wrong = Buffer.from('the contents of a fake');
    const files = { 'one.tar': wrong, 'two.tar': bytes, 'two.zip': bytes.subarray(1) };
    const settings = await settingsWith(files);
    const { problems, whatToDo, read } = await checkData('jam', settings, { jam });
    const folder = join(settings.dataFolder, 'jam');
    expect(problems).toEqual([
      expect.stringContaining(`${folder}/one.tar is damaged: its SHA-256 is `),
      `${folder}/two.zip is damaged: it has 21 bytes instead of 22.`,
    ]);
    expect(whatToDo).toContain('Put one.tar (http://127.0.0.1:1/), two.tar');
    expect(read).toBe(0);
  });

  it('reads a file again that was checked before', async () => {
    const settings = await settingsWith({ 'one.tar': bytes, 'two.zip': bytes });
    const bytesRead: number[] = [];
    for (const _ of [1, 2])
      await checkData('jam', { ...settings, progress: (done) => bytesRead.push(done) }, { jam }).catch(
        (error: unknown) => expect(error).toBeInstanceOf(UserError),
      );
    expect(bytesRead).toEqual([22, 22, 22, 22]);
    const [survey] = await surveyData(settings.dataFolder, { jam });
    expect(survey!.found).toEqual({ path: join(settings.dataFolder, 'jam'), bytes: 44, state: 'checked' });
  });

  it('reads every image of a copy that has no digest, and names the one that is broken', async () => {
    const settings = await testSettings();
    const folder = join(settings.dataFolder, 'mvtec');
    await writeMvtecFiles(folder, bottleFiles);
    const counts: number[] = [];
    const good = await checkData('mvtec', { ...settings, onRead: (count) => counts.push(count) });
    expect(good).toEqual({ name: 'mvtec', found: { path: folder, state: 'own' }, problems: [], read: 6 });
    expect(counts).toEqual([1, 2, 3, 4, 5, 6]);

    const broken = join(folder, 'bottle/test/good/003.png');
    await truncate(broken, 300);
    const { problems } = await checkData('mvtec', settings);
    expect(problems).toEqual([expect.stringContaining('003.png')]);
  });

  it('explains how to get files that are missing', async () => {
    const { problems } = await checkData('imagenet22k', await testSettings());
    expect(problems).toEqual([
      expect.stringMatching(/^It is not here\. Sign up at https:\/\/image-net\.org/),
    ]);
    await expect(checkData('constructor', await testSettings())).rejects.toThrow(UserError);
  });
});

describe('the survey of data', () => {
  const stateOf = async (files: Record<string, Buffer>) => {
    const { dataFolder } = await settingsWith(files);
    const [survey] = await surveyData(dataFolder, { jam });
    return survey!.found?.state;
  };

  it('finds published files where one of each kind is here', async () => {
    expect(await stateOf({})).toBeUndefined();
    expect(await stateOf({ 'one.tar': bytes })).toBeUndefined();
    expect(await stateOf({ 'one.tar': bytes, 'two.zip': bytes })).toBe('unchecked');
  });

  it('sees by its size that a file was cut off', async () => {
    expect(await stateOf({ 'one.tar': bytes.subarray(1), 'two.zip': bytes })).toBe('damaged');
  });

  it('tells which files are missing where others are here', async () => {
    const settings = await settingsWith({ 'one.tar': bytes });
    const [survey] = await surveyData(settings.dataFolder, { jam });
    const whatToDo = `Put two.tar (http://127.0.0.1:1/) or two.zip into ${settings.dataFolder}/jam, or run once with a network connection, not offline.`;
    expect(survey).toMatchObject({ missing: ['two.tar'], whatToDo });
    const { problems } = await checkData('jam', settings, { jam });
    expect(problems).toEqual([`It is not complete: two.tar missing. ${whatToDo}`]);
  });

  it('tells from where they would be fetched, and how much that is', async () => {
    const [survey] = await surveyData('/nowhere', { jam });
    expect(survey).toMatchObject({ bytes: 44, fetchedFrom: ['http://127.0.0.1:1/', 'http://127.0.0.1:1/'] });
    expect(survey!.whatToDo).toBe(
      'Put one.tar (http://127.0.0.1:1/), two.tar (http://127.0.0.1:1/) or two.zip into /nowhere/jam, or run once with a network connection, not offline.',
    );
  });
});
