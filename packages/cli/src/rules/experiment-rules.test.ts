import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { supervisionModes, syntheticSources } from '@fcdd/anomalies/catalogue';
import { dataSets, outlierSources } from '@fcdd/data/catalogue';
import { compileExperiment, loadPipeline } from '@fcdd/experiment';
import { nets } from '@fcdd/nets/catalogue';
import dataset from '@fcdd/schemas/parts/dataset.schema.json' with { type: 'json' };
import model from '@fcdd/schemas/parts/model.schema.json' with { type: 'json' };
import supervision from '@fcdd/schemas/parts/supervision.schema.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { shapeMisfit } from './model.ts';
import { failureOf, loadFile, loadText, temporaryFolder } from '../testing/load-experiment.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

const fmnist = `version: 1
name: small
dataset: { name: fmnist }
supervision: { mode: noise, source: emnist }
model: { net: FCDD_CNN28 }
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
    ['hsc', ['model.net=CNN28', 'heatmaps.gradient=xgrad']],
    ['ae', ['model.net=AE28', 'supervision.mode=unsupervised', 'supervision.source=null']],
    ['fcdd', ['supervision.mode=unsupervised', 'supervision.source=null']],
  ])('may have the objective %s', async (objective, overrides) => {
    const { training } = await loadText(fmnist, [`training.objective=${objective}`, ...overrides]);
    expect(training.objective).toBe(objective);
  });

  it.each([
    ['the mode', ['supervision.mode=malformed_normal_gt']],
    ['the data set', ['dataset={ name: mvtec, preprocessing: lcnaug1 }', 'model.net=FCDD_CNN224']],
  ])('may say how maps are learnt that %s brings', async (_source, overrides) => {
    const { training } = await loadText(fmnist, [
      'training.gaussStd=8',
      'supervision.source=confetti',
      ...overrides,
    ]);
    expect(training.gaussStd).toBe(8);
  });

  it("takes defects of a user's data set from the same copy, unless it names another", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.yaml'), fmnist);
    await writeFile(join(folder, 'own.tar'), '');
    await writeFile(join(folder, 'other.tar'), '');
    const own = [
      'dataset={ name: mvtec, path: own.tar }',
      'model.net=FCDD_CNN224',
      'supervision.source=mvtec_gt',
    ];
    const originOf = async (...overrides: string[]) =>
      (await loadFile(join(folder, 'a.yaml'), [...own, ...overrides])).supervision.origin;
    expect(await originOf()).toBe(join(folder, 'own.tar'));
    expect(await originOf('supervision.path=other.tar')).toBe(join(folder, 'other.tar'));
    expect(await originOf('supervision.source=cifar100')).toBe('official');
  });

  it('starts from random weights, from published ones where its net has such, or from a file', async () => {
    expect(await loadText(fmnist, [])).toMatchObject({ initialization: 'random', model: { weights: null } });
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.yaml'), fmnist);
    await writeFile(join(folder, 'snapshot.safetensors'), '');
    expect(await loadFile(join(folder, 'a.yaml'), ['model.weights=snapshot.safetensors'])).toMatchObject({
      initialization: 'weights',
      model: { weights: join(folder, 'snapshot.safetensors') },
    });
  });

  it('has an engine', async () => {
    const { engine } = await loadText(fmnist, ['engine.threads=2']);
    expect(engine).toEqual({ backend: 'cpu', device: 'cpu', threads: 2 });
  });
});

describe('what is impossible', () => {
  it('is told all at once, with lines', async () => {
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
  Did you mean 'sneaker'? Allowed are t-shirt/top, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot. Or their indices, from 0 to 9.

a.yaml:3:45: fmnist has no class 10.
   3 | dataset: { name: fmnist, classes: [snaeker, 10, bag, 8] }
     |                                             ^^
  Allowed are t-shirt/top, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot. Or their indices, from 0 to 9.

a.yaml:3:54: The class 'bag' is given twice.
   3 | dataset: { name: fmnist, classes: [snaeker, 10, bag, 8] }
     |                                                      ^

a.yaml:4:37: fmnist is the data set itself: its nominal images would be trained as anomalies.
   4 | supervision: { mode: noise, source: fmnist }
     |                                     ^^^^^^
  Allowed are mnist, emnist, cifar100, imagenet, imagenet22k, folder, gaussian, uniform, solid, blob, mixed_blob, confetti.

a.yaml:5:15: There is no net FCDD_CN28.
   5 | model: { net: FCDD_CN28 }
     |               ^^^^^^^^^
  Did you mean 'FCDD_CNN28'? Nets for 28x28x1 and the objective fcdd: FCDD_CNN28, FCDD_CNN28_W.`,
    );
  });

  it.each([
    [['supervision.source=null'], 'The supervision mode noise needs a source of anomalies.'],
    [
      ['supervision.mode=other'],
      "The supervision mode other takes no source of anomalies, but it is 'emnist'.",
    ],
    [
      ['supervision.source=confetti', 'supervision.limit=10'],
      'A limit is for outliers (mnist, fmnist, emnist, cifar100, imagenet, imagenet22k, mvtec, mvtec_gt, folder), not for confetti.',
    ],
    [
      ['supervision.mode=unsupervised', 'supervision.source=null', 'supervision.limit=10'],
      'not for the mode unsupervised.',
    ],
    [['model.net=AE28'], 'The detector fcdd cannot use the net AE28: it is an autoencoder'],
    [['model.net=FCDD_CNN224_VGG', 'model.bias=false'], 'FCDD_CNN224_VGG needs biases.'],
    [['model.net=FCDD_CNN32'], 'Nets for 28x28x1 and the objective fcdd: FCDD_CNN28, FCDD_CNN28_W.'],
    [['training.objective=hsc'], 'Nets for 28x28x1 and the objective hsc: CNN28, CNN28_W.'],
    [
      ['training.objective=ae', 'model.net=AE28'],
      'The objective ae is trained without anomalies, but the supervision mode is noise.',
    ],
    [
      ['training.objective=hsc', 'model.net=CNN28', 'supervision.mode=malformed_normal_gt'],
      'The objective hsc learns nothing from the ground-truth maps of malformed_normal_gt.',
    ],
    [
      ['dataset.nominalLabel=1', 'supervision.mode=unsupervised', 'supervision.source=null'],
      'Nominal images of label 1 alone are nothing to learn from',
    ],
    [['training.gaussStd=8'], 'Only fcdd that learns from ground-truth maps upsamples in training.'],
    [['heatmaps.gradient=xgrad'], 'Heatmaps of the objective fcdd show no gradient.'],
    [['training.batchSize=8', 'training.accumulate=9'], 'A batch of 8 images does not have 9 parts.'],
    [['model.weights=../weights.pth'], "There is no file '../weights.pth'."],
    [['model.weights=.'], "'.' is no file but a folder."],
    [['model.weights=/dev/null'], "'/dev/null' is no file."],
    [['engine.device=webgpu'], '--set engine.device=webgpu: '],
    [['pipeline=two-class'], "There is no pipeline 'two-class'."],
  ])('is refused: %s', async (overrides, message) => {
    expect(await failureOf(fmnist, overrides)).toContain(message);
  });

  it('is offered no other net where its own is only for another objective', async () => {
    expect(await failureOf(fmnist, ['training.objective=hsc'])).not.toContain('Did you mean');
    expect(await failureOf(fmnist, ['model.net=FCDD_CNN29'])).toContain("Did you mean 'FCDD_CNN28'?");
  });

  it('is refused where links to its weights lead in circles', async () => {
    const folder = await temporaryFolder();
    const link = join(folder, 'a.pth');
    await symlink(link, link);
    expect(await failureOf(fmnist, [`model.weights=${link}`])).toContain(`There is no file '${link}'.`);
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
    const ofDetectors = Object.keys(nets).filter((name) => nets[name]!.output !== 'features');
    expect(model.properties.net.examples).toEqual(ofDetectors);
    for (const { preprocessings } of Object.values(dataSets))
      expect(dataset.properties.preprocessing.enum).toEqual(expect.arrayContaining(preprocessings));
  });
});

function customFolder(): Promise<string> {
  return temporaryFolder(['train/screw/normal', 'test/screw/normal', 'test/screw/anomalous']);
}

/** Names of files that git tracks, not those of users. */
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
    const { dataset, training } = experiment;
    expect(experiment.name).toBe(file.replace('.yaml', ''));
    expect(nodes.filter(({ stage }) => stage === 'train')).toHaveLength(
      dataset.classes.length * training.seeds.length,
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
