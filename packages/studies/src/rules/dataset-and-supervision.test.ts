import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syntheticSources } from '@fcdd/anomalies/catalogue';
import { dataSets, outlierSources } from '@fcdd/data-sets/catalogue';
import outlierStage from '@fcdd/schemas/stages/outlier-exposure.schema.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { failureOf, loadText, temporaryFolder } from '../testing/load-experiment.ts';

/** Any data set, with a net that fits it. */
function experiment(dataSet: string, supervision = 'mode: unsupervised', net = 'FCDD_CNN224'): string {
  return `version: 2
name: small
dataset: { ${dataSet} }
supervision: { ${supervision} }
detector: { net: ${net} }
training: { epochs: 2 }
engine: { backend: cpu }
`;
}

const screws = ['train/screw/normal', 'test/screw/normal', 'test/screw/anomalous'];
const custom = 'name: custom, path: images, preprocessing: aug1';

async function folderWith(...names: string[]): Promise<string> {
  return temporaryFolder(names.map((name) => `images/${name}`));
}

describe('a data set', () => {
  it.each([
    ['fmnist', 'FCDD_CNN28', 'lcnaug1'],
    ['cifar10', 'FCDD_CNN32', 'aug1'],
    ['mvtec', 'FCDD_CNN224', 'lcnaug1'],
    ['pascalvoc', 'FCDD_CNN224', 'aug1'],
  ])('that names no preprocessing has that of the authors: %s', async (name, net, preprocessing) => {
    const { dataset } = await loadText(experiment(`name: ${name}`, undefined, net));
    expect(dataset.preprocessing).toBe(preprocessing);
  });

  it.each(['imagenet', 'mvtec', 'pascalvoc'])(
    'of image files takes the shape of the net: %s',
    async (name) => {
      const { dataset } = await loadText(experiment(`name: ${name}, preprocessing: none`));
      const side = Math.round(224 * dataSets[name]!.preparation.enlargement);
      expect(dataset).toMatchObject({
        source: 'official',
        shape: { height: 224, width: 224, channels: 3 },
        storedShape: { height: side, width: side, channels: 3 },
        nominalLabel: 0,
      });
      const small = await loadText(experiment(`name: ${name}, preprocessing: none`, undefined, 'FCDD_CNN28'));
      expect(small.dataset.shape).toEqual({ height: 28, width: 28, channels: 1 });
    },
  );

  it('of images of one size takes only nets for that', async () => {
    expect(await failureOf(experiment('name: cifar10, preprocessing: none'))).toContain(
      'FCDD_CNN224 takes images of 224x224x3, but those of cifar10 are 32x32x3.',
    );
  });

  it('may be a copy of its user, which counts as its source', async () => {
    const folder = await temporaryFolder(['copy']);
    const { dataset } = await loadText(experiment('name: mvtec, path: copy'), [], folder);
    expect(dataset.source).toBe(join(folder, 'copy'));
    expect(dataset).not.toHaveProperty('path');
    expect(await failureOf(experiment('name: mvtec, path: nowhere'))).toContain(
      "There is no file or folder 'nowhere'.",
    );
  });

  it('may be a copy that lacks classes, and has all the others', async () => {
    const folder = await temporaryFolder(['copy/mvtec_anomaly_detection/grid/train', 'copy/bottle']);
    const text = experiment('name: mvtec, path: copy');
    expect((await loadText(text, [], folder)).dataset.classes).toEqual([4]);
    await rm(join(folder, 'copy/mvtec_anomaly_detection/grid'), { recursive: true });
    await mkdir(join(folder, 'copy/mine/train'), { recursive: true });
    expect(await failureOf(text, [], folder)).toContain("'copy' has no class of mvtec.");
  });

  it('of the user has its folders as classes', async () => {
    const folder = await folderWith(...screws, 'train/nut/normal', 'test/nut/normal');
    const text = experiment(custom);
    expect((await loadText(text, [], folder)).dataset.classes).toEqual([0, 1]);
    expect((await loadText(text, ['dataset.classes=[screw]'], folder)).dataset.classes).toEqual([1]);
    expect(await failureOf(text, ['dataset.classes=[scrw]'], folder)).toContain(
      "custom has no class 'scrw'.\n  Did you mean 'screw'? Allowed: nut, screw.",
    );
  });

  it('of the user may have numbers as names, which are names as they are written', async () => {
    const names = (classes: string[]) => classes.flatMap((name) => [`train/${name}`, `test/${name}`]);
    const numbers = await folderWith(...names(['1', '2', '10']));
    const padded = await folderWith(...names(['01', '02', '1e1']));
    const text = experiment(custom);
    const indices = async (folder: string, classes: string) =>
      (await loadText(text, [`dataset.classes=${classes}`], folder)).dataset.classes;
    expect(await indices(numbers, '[1]')).toEqual([0]);
    expect(await indices(numbers, "[2, '10']")).toEqual([2, 1]);
    expect(await indices(padded, '[02, 1e1]')).toEqual([1, 2]);
    const inFile = text.replace('preprocessing: aug1', 'preprocessing: aug1, classes: [02]');
    expect((await loadText(inFile, [], padded)).dataset.classes).toEqual([1]);
    expect(await failureOf(text, ['dataset.classes=[1]'], padded)).toContain(
      "custom has no class 1.\n  Names look like numbers here, so a number is read as a name. Write '01' for the class with that number, or '02' for the class with the index 1.",
    );
  });

  it('of the user is refused with its place in the file', async () => {
    expect(await failureOf(experiment('name: custom, preprocessing: none'))).toBe(
      `a.yaml:3:10: The data set custom needs the path of a folder.
   3 | dataset: { name: custom, preprocessing: none }
     |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write path: and a folder with train/<class> and test/<class>, relative to this file.`,
    );
    const folder = await folderWith('train/screw', 'test/nut');
    expect((await failureOf(experiment(custom), [], folder)).replaceAll(folder, '')).toBe(
      `a.yaml:3:32: The class folders of train and test in /images differ: only train has 'screw'; only test has 'nut'.
   3 | dataset: { name: custom, path: images, preprocessing: aug1 }
     |                                ^^^^^^
  Give both the same classes.`,
    );
  });

  it('has a word that was mistyped named with its place and the nearest one', async () => {
    expect(await failureOf(experiment('name: custm, path: images'))).toMatch(
      /^a\.yaml:3:18: .*'custm'[^]*Did you mean 'custom'\?/,
    );
    expect(await failureOf(experiment('name: custom, pth: images'))).toMatch(
      /^a\.yaml:3:26: .*'pth'[^]*Did you mean 'path'\?/,
    );
    expect(await failureOf(experiment('name: mvtec', 'mode: noise, source: mvtec_gtt'))).toMatch(
      /^a\.yaml:4:37: .*'mvtec_gtt'[^]*Did you mean 'mvtec_gt'\?/,
    );
  });

  it('is evaluated pixel by pixel only where test images come with maps', async () => {
    const hasTestMaps = async (text: string, folder?: string) =>
      (await loadText(experiment(text), [], folder)).dataset.hasTestMaps;
    expect(await hasTestMaps('name: mvtec')).toBe(true);
    expect(await hasTestMaps('name: pascalvoc')).toBe(false);
    const folder = await folderWith(...screws, 'train_maps/screw');
    expect(await hasTestMaps(custom, folder)).toBe(false);
    await mkdir(join(folder, 'images/test_maps'));
    expect(await hasTestMaps(custom, folder)).toBe(true);
  });

  it('has a fit only where that is left open, and no maps would be cut', async () => {
    expect(await failureOf(experiment('name: mvtec, fit: crop'))).toContain(
      'Only the data set custom has a fit',
    );
    const folder = await folderWith(...screws);
    expect((await loadText(experiment(`${custom}, fit: crop`), [], folder)).dataset.fit).toBe('crop');
    await mkdir(join(folder, 'images/test_maps'));
    expect(await failureOf(experiment(`${custom}, fit: crop`), [], folder)).toContain('Write fit: fill.');
  });
});

describe('the source of anomalies', () => {
  it.each([
    [
      'name: fmnist',
      'source: mvtec',
      'mvtec is only for the data set mvtec, whose defects it takes, not for fmnist.',
    ],
    ['name: imagenet', 'source: imagenet', 'imagenet is the data set itself'],
    [
      'name: mvtec',
      'source: imagenet22k',
      'imagenet22k has too many images to store all of them: it needs a limit.',
    ],
    ['name: mvtec', 'source: folder', 'The source folder needs the path of a folder of images.'],
    ['name: mvtec', 'source: folder, path: nowhere', "There is no folder 'nowhere'."],
    ['name: mvtec', 'source: confetti, path: nowhere', 'A path is for outliers ('],
    ['name: mvtec', 'source: confetti, exclude: [cat]', 'A list of left-out classes is for outliers ('],
    [
      'name: mvtec',
      'source: cifar100, exclude: [cat]',
      'The images of cifar100 are taken without their classes',
    ],
  ])('does not suit %s with %s', async (dataSet, source, message) => {
    expect(await failureOf(experiment(dataSet, `mode: noise, ${source}`))).toContain(message);
  });

  it.each(['mvtec', 'mvtec_gt'])('may be the defects of the data set: %s', async (source) => {
    const { supervision } = await loadText(experiment('name: mvtec', `mode: noise, source: ${source}`));
    expect(supervision).toMatchObject({ source, origin: 'official', exclude: [] });
  });

  it('may be a folder, which counts as its origin', async () => {
    const folder = await temporaryFolder(['outliers']);
    const text = experiment('name: mvtec', 'mode: noise, source: folder, path: outliers');
    expect((await loadText(text, [], folder)).supervision.origin).toBe(join(folder, 'outliers'));
  });

  it('leaves out the classes that the data set shows, unless others are named', async () => {
    const voc = 'name: pascalvoc, preprocessing: none';
    const { supervision } = await loadText(experiment(voc, 'mode: noise, source: imagenet'));
    expect(supervision.exclude).toEqual(expect.arrayContaining(['horse', 'person']));
    const own = await loadText(experiment(voc, 'mode: noise, source: imagenet, exclude: [pony]'));
    expect(own.supervision.exclude).toEqual(['pony']);
  });
});

describe('the mode other', () => {
  it('needs anomalous training images', async () => {
    expect(await failureOf(experiment('name: mvtec', 'mode: other'))).toContain(
      'mvtec has no anomalous training images for the mode other.',
    );
    const folder = await folderWith(...screws);
    expect(await failureOf(experiment(custom, 'mode: other'), [], folder)).toContain(
      "The mode other needs anomalous training images, but 'images' has none.",
    );
    await mkdir(join(folder, 'images/train/screw/anomalous'));
    expect((await loadText(experiment(custom, 'mode: other'), [], folder)).supervision.mode).toBe('other');
  });

  it('takes the other classes of images in class folders', async () => {
    const folder = await folderWith('train/cat', 'train/dog', 'test/cat', 'test/dog');
    expect((await loadText(experiment(custom, 'mode: other'), [], folder)).dataset.classes).toEqual([0, 1]);
  });

  it('may upsample in training where there are maps', async () => {
    const folder = await folderWith(...screws, 'train/screw/anomalous');
    const overrides = ['detector.lossGaussStd=8'];
    const text = experiment(custom, 'mode: other');
    expect(await failureOf(text, overrides, folder)).toContain('The loss upsamples maps only');
    await mkdir(join(folder, 'images/train_maps'));
    expect((await loadText(text, overrides, folder)).detector.lossGaussStd).toBe(8);
  });
});

describe('every source of outliers', () => {
  it('is in the schema of its stage', async () => {
    expect(outlierStage.properties.source.enum).toEqual(Object.keys(outlierSources));
  });

  it.each(Object.keys(outlierSources))('has no parameters: %s', async (source) => {
    const { only = 'imagenet', needsPath } = outlierSources[source]!;
    const dataSet = source === only && !outlierSources[source]!.only ? 'mvtec' : only;
    const path = needsPath ? ', path: images' : '';
    const text = experiment(
      `name: ${dataSet}, preprocessing: none`,
      `mode: noise, source: ${source}, limit: 10${path}`,
    );
    expect((await loadText(text, [], await folderWith('1'))).supervision.parameters).toBeNull();
  });
});

describe('every source that generates anomalies', () => {
  it.each(Object.keys(syntheticSources))('has parameters: %s', async (source) => {
    const text = experiment('name: mvtec, preprocessing: none', `mode: noise, source: ${source}`);
    expect((await loadText(text)).supervision.parameters).not.toBeNull();
  });
});
