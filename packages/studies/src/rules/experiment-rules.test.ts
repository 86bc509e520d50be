import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { supervisionModes, syntheticSources } from '@fcdd/anomalies/catalogue';
import { dataSets, outlierSources } from '@fcdd/data-sets/catalogue';
import { compileExperiment, loadPipeline } from '@fcdd/experiment';
import { detectors } from '@fcdd/detectors';
import { nets } from '@fcdd/nets/catalogue';
import dataset from '@fcdd/schemas/parts/dataset.schema.json' with { type: 'json' };
import detector from '@fcdd/schemas/parts/detector.schema.json' with { type: 'json' };
import supervision from '@fcdd/schemas/parts/supervision.schema.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { shapeMisfit } from './net.ts';
import { failureOf, loadFile, loadText, temporaryFolder } from '../testing/load-experiment.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

const fmnist = `version: 2
name: small
dataset: { name: fmnist }
supervision: { mode: noise, source: emnist }
detector: { net: FCDD_CNN28 }
training: { epochs: 2 }
engine: { backend: cpu }
`;

describe('an experiment that is possible', () => {
  it('has its classes as indices, whether given by name or index', async () => {
    const { dataset } = await loadText(fmnist, ['dataset.classes=[sneaker, 0, ankle boot]']);
    expect(dataset.classes).toEqual([7, 0, 9]);
  });

  it('has every class for all, the shape of the images, and seeds from 0', async () => {
    const { dataset, training } = await loadText(fmnist, ['training.seeds=3']);
    expect(dataset).toMatchObject({
      classes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      shape: { height: 28, width: 28, channels: 1 },
      storedShape: { height: 28, width: 28, channels: 1 },
      source: 'official',
    });
    expect(training.seeds).toEqual([0, 1, 2]);
  });

  it('keeps the seeds that it lists, and takes digits as names of classes', async () => {
    const mnist = fmnist.replace('fmnist', 'mnist');
    const { dataset, training } = await loadText(mnist, [
      'training.seeds=[5, 2]',
      "dataset.classes=['8', 1]",
    ]);
    expect(training.seeds).toEqual([5, 2]);
    expect(dataset.classes).toEqual([8, 1]);
  });

  it.each([
    ['hsc', ['detector.net=CNN28', 'detector.gradient=xgrad']],
    ['ae', ['detector.net=AE28', 'supervision.mode=unsupervised', 'supervision.source=null']],
    ['fcdd', ['supervision.mode=unsupervised', 'supervision.source=null']],
  ])('may have the detector %s', async (name, overrides) => {
    const { detector } = await loadText(fmnist, [`detector.name=${name}`, ...overrides]);
    expect(detector.name).toBe(name);
  });

  it.each([
    ['the mode', ['supervision.mode=malformed_normal_gt']],
    ['the data set', ['dataset={ name: mvtec, preprocessing: lcnaug1 }', 'detector.net=FCDD_CNN224']],
  ])('may say how maps are learnt that %s brings', async (_source, overrides) => {
    const { detector } = await loadText(fmnist, [
      'detector.lossGaussStd=8',
      'supervision.source=confetti',
      ...overrides,
    ]);
    expect(detector.lossGaussStd).toBe(8);
  });

  it("takes defects of a user's data set from the same copy, unless it names another", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.yaml'), fmnist);
    await writeFile(join(folder, 'own.tar'), '');
    await writeFile(join(folder, 'other.tar'), '');
    const own = [
      'dataset={ name: mvtec, path: own.tar }',
      'detector.net=FCDD_CNN224',
      'supervision.source=mvtec_gt',
    ];
    const originOf = async (...overrides: string[]) =>
      (await loadFile(join(folder, 'a.yaml'), [...own, ...overrides])).supervision.origin;
    expect(await originOf()).toBe(join(folder, 'own.tar'));
    expect(await originOf('supervision.path=other.tar')).toBe(join(folder, 'other.tar'));
    expect(await originOf('supervision.source=cifar100')).toBe('official');
  });

  it('starts from random weights, from published ones where its net has such, or from a file', async () => {
    expect(await loadText(fmnist, [])).toMatchObject({
      detectors: { fcdd: { initialization: 'random', fitting: { weights: null } } },
    });
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.yaml'), fmnist);
    await writeFile(join(folder, 'snapshot.safetensors'), '');
    expect(await loadFile(join(folder, 'a.yaml'), ['detector.weights=snapshot.safetensors'])).toMatchObject({
      detector: { weights: join(folder, 'snapshot.safetensors') },
      detectors: { fcdd: { initialization: 'weights' } },
    });
  });

  it('has an engine', async () => {
    const { engine } = await loadText(fmnist, ['engine.threads=2']);
    expect(engine).toEqual({ backend: 'cpu', device: 'cpu', threads: 2 });
  });
});

describe('numbers that no training can have', () => {
  it.each([
    ['training.seeds=[9007199254740993]', 'must be at most 9007199254740991'],
    ['training.seeds=[1e300]', 'must be at most 9007199254740991'],
    ['training.batchSize=1e12', 'must be at most 1000000'],
    ['training.epochs=1e20', 'must be at most 1000000'],
    ['heatmaps.gaussStd=1e9', 'must be at most 1000'],
    ['detector.lossGaussStd=1e9', 'must be at most 1000'],
    ['training.optimizer.learningRate=.inf', 'learningRate'],
    ['training.optimizer.learningRate=.nan', 'learningRate'],
  ])('are refused: %s', async (override, message) => {
    expect(await failureOf(fmnist, [override])).toContain(message);
  });
});

describe('what is impossible', () => {
  it('is reported all at once, with lines', async () => {
    const message = await failureOf(
      fmnist
        .replace('fmnist }', 'fmnist, classes: [snaeker, 10, bag, 8] }')
        .replace('emnist', 'fmnist')
        .replace('FCDD_CNN28', 'FCDD_CN28'),
    );
    expect(message).toBe(
      `a.yaml:3:36: fmnist has no class 'snaeker'.
   3 | dataset: { name: fmnist, classes: [snaeker, 10, bag, 8] }
     |                                    ^^^^^^^
  Did you mean 'sneaker'? Allowed: t-shirt/top, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot. Or their indices, from 0 to 9.

a.yaml:3:45: fmnist has no class 10.
   3 | dataset: { name: fmnist, classes: [snaeker, 10, bag, 8] }
     |                                             ^^
  Allowed: t-shirt/top, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot. Or their indices, from 0 to 9.

a.yaml:3:54: The class 'bag' is given twice.
   3 | dataset: { name: fmnist, classes: [snaeker, 10, bag, 8] }
     |                                                      ^

a.yaml:4:37: fmnist is the data set itself: its nominal images would be trained as anomalies.
   4 | supervision: { mode: noise, source: fmnist }
     |                                     ^^^^^^
  Allowed: mnist, emnist, cifar100, imagenet, imagenet22k, folder, gaussian, uniform, solid, blob, mixed_blob, confetti.

a.yaml:5:18: There is no net FCDD_CN28.
   5 | detector: { net: FCDD_CN28 }
     |                  ^^^^^^^^^
  Did you mean 'FCDD_CNN28'? Nets for 28x28x1 and the detector fcdd: FCDD_CNN28, FCDD_CNN28_W.`,
    );
  });

  it.each([
    [['supervision.source=null'], 'The supervision mode noise needs a source of anomalies.'],
    [
      ['supervision.mode=other'],
      "The supervision mode other takes no source of anomalies, but the source is 'emnist'.",
    ],
    [
      ['supervision.source=confetti', 'supervision.limit=10'],
      'A limit is for outliers (mnist, fmnist, emnist, cifar100, imagenet, imagenet22k, mvtec, mvtec_gt, folder), not for confetti.',
    ],
    [
      ['supervision.mode=unsupervised', 'supervision.source=null', 'supervision.limit=10'],
      'not for the mode unsupervised.',
    ],
    [['detector.net=AE28'], 'The detector fcdd cannot use the net AE28: it is an autoencoder'],
    [['detector.net=FCDD_CNN224_VGG', 'detector.bias=false'], 'FCDD_CNN224_VGG needs biases.'],
    [['detector.net=FCDD_CNN32'], 'Nets for 28x28x1 and the detector fcdd: FCDD_CNN28, FCDD_CNN28_W.'],
    [['detector.name=hsc'], 'Nets for 28x28x1 and the detector hsc: CNN28, CNN28_W.'],
    [
      ['detector.name=ae', 'detector.net=AE28'],
      'The detector ae learns from nominal images alone, but the supervision mode is noise.',
    ],
    [
      ['detector.name=hsc', 'detector.net=CNN28', 'supervision.mode=malformed_normal_gt'],
      'The detector hsc learns nothing from the ground-truth maps of malformed_normal_gt.',
    ],
    [
      ['dataset.nominalLabel=1', 'supervision.mode=unsupervised', 'supervision.source=null'],
      'Nominal images of label 1 teach nothing without anomalies',
    ],
    [
      ['detector.lossGaussStd=8'],
      'The loss upsamples maps only where the detector learns from ground-truth maps.',
    ],
    [['detector.gradient=xgrad'], "The detector fcdd has no parameter 'gradient'."],
    [['training.batchSize=8', 'training.accumulate=9'], 'A batch of 8 images does not have 9 parts.'],
    [['detector.weights=../weights.pth'], "There is no file '../weights.pth'."],
    [['detector.weights=.'], "'.' is a folder, not a file."],
    [['detector.weights=/dev/null'], "'/dev/null' is not a file."],
    [['engine.device=webgpu'], '--set engine.device=webgpu: '],
    [['pipeline=two-class'], "There is no pipeline 'two-class'."],
  ])('is refused: %s', async (overrides, message) => {
    expect(await failureOf(fmnist, overrides)).toContain(message);
  });

  it('is offered no other net where its own is only for another detector', async () => {
    expect(await failureOf(fmnist, ['detector.name=hsc'])).not.toContain('Did you mean');
    expect(await failureOf(fmnist, ['detector.net=FCDD_CNN29'])).toContain("Did you mean 'FCDD_CNN28'?");
    expect(await failureOf(fmnist, ['detector.net=FCDD_CNN82'])).toContain("Did you mean 'FCDD_CNN28'?");
  });

  it('is refused where links to its weights lead in circles', async () => {
    const folder = await temporaryFolder();
    const link = join(folder, 'a.pth');
    await symlink(link, link);
    expect(await failureOf(fmnist, [`detector.weights=${link}`])).toContain(`There is no file '${link}'.`);
  });

  it('names the shapes of a net and a data set that do not fit', () => {
    const colour = { shape: { height: 32, width: 32, channels: 3 } };
    expect(shapeMisfit('FCDD_CNN28', nets.FCDD_CNN28!, 'cifar10', colour)).toBe(
      'FCDD_CNN28 takes images of 28x28x1, but those of cifar10 are 32x32x3.',
    );
  });
});

describe('the schema', () => {
  it('offers the words of the catalogues', () => {
    const sources = [...Object.keys(outlierSources), ...Object.keys(syntheticSources), null];
    expect(dataset.properties.name.enum).toEqual(Object.keys(dataSets));
    expect(supervision.properties.source.enum).toEqual(sources);
    expect(supervision.properties.mode.enum).toEqual(Object.keys(supervisionModes));
    const usable = Object.keys(nets).filter((name) =>
      detectors.some(({ fits }) => fits.output === nets[name]!.output),
    );
    expect(detector.properties.net.examples).toEqual(usable);
    for (const { preprocessings } of Object.values(dataSets))
      expect(dataset.properties.preprocessing.enum).toEqual(expect.arrayContaining(preprocessings));
  });
});

function customFolder(): Promise<string> {
  return temporaryFolder(['train/screw/normal', 'test/screw/normal', 'test/screw/anomalous']);
}

/** Lists files that git tracks, without those of users. */
function publishedIn(folder: string): string[] {
  const files = execFileSync('git', ['ls-files', ':(glob)*.yaml'], {
    cwd: join(root, folder),
    encoding: 'utf8',
  });
  return files.trim().split('\n');
}

describe('the experiments in configs', () => {
  it.each(publishedIn('configs'))('compile: %s', async (file) => {
    const experiment = await loadFile(join(root, 'configs', file), [
      'engine.backend=cpu',
      ...(file.startsWith('custom') ? [`dataset.path=${await customFolder()}`] : []),
    ]);
    const pipeline = await loadPipeline(join(root, 'pipelines', `${experiment.pipeline}.yaml`));
    const { nodes } = compileExperiment(experiment, pipeline);
    const { dataset, detectors, training } = experiment;
    expect(experiment.name).toBe(file.replace('.yaml', ''));
    expect(nodes.filter(({ stage }) => stage === 'train')).toHaveLength(
      Object.keys(detectors).length * dataset.classes.length * training.seeds.length,
    );
  });
});

describe('the sweeps in configs', () => {
  it.each(publishedIn('configs/sweeps'))('have variants that are possible: %s', async (file) => {
    const experiment = await loadFile(join(root, 'configs/sweeps', file), ['engine.backend=cpu']);
    expect(experiment.name).toBe(file.replace('.yaml', ''));
  });
});

describe('the stages in pipelines', async () => {
  const { stages } = await loadPipeline(join(root, 'pipelines/one-class.yaml'));
  it.each(stages.map(({ uses }) => uses))('have a build: %s', (uses) => {
    expect(existsSync(join(root, 'packages', uses.replace('@fcdd/', ''), 'build.mjs'))).toBe(true);
  });
});
