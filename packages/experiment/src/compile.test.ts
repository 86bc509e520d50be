import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileExperiment } from './compile.ts';
import { loadPipeline } from './pipeline.ts';
import { failureOf, temporaryFiles } from './testing/temporary-files.ts';

const experiment = {
  name: 'small',
  engine: { backend: 'cpu' as const, device: 'cpu', threads: 2 },
  dataset: {
    name: 'mnist',
    classes: [0, 3],
    preprocessing: 'lcn',
    nominalLabel: 0,
    fit: null,
    source: 'official',
    shape: { height: 28, width: 28, channels: 1 },
    hasTestMaps: false,
    storedShape: { height: 28, width: 28, channels: 1 },
  },
  supervision: {
    mode: 'noise',
    source: 'emnist',
    limit: 10,
    online: true,
    origin: 'official',
    exclude: [],
    parameters: null,
  },
  model: { net: 'FCDD_CNN28', bias: true, weights: null },
  initialization: 'random',
  training: {
    objective: 'fcdd',
    seeds: [0, 1],
    epochs: 2,
    batchSize: 128,
    accumulate: 1,
    gaussStd: null,
    optimizer: { type: 'sgd' },
    schedule: { type: 'exponential' },
    checkpointEvery: 5,
  },
  heatmaps: { gaussStd: null, gradient: 'grad', quantile: 0.85, resolution: 64 },
};

const oneClass = fileURLToPath(new URL('../../../pipelines/one-class.yaml', import.meta.url));

async function compileText(stages: string, of: object = experiment) {
  const folder = await temporaryFiles({ 'p.yaml': `version: 1\nname: p\nstages:\n${stages}` });
  const pipeline = await loadPipeline(join(folder, 'p.yaml'));
  return compileExperiment(of as typeof experiment, pipeline);
}

async function failureOfText(stages: string) {
  const folder = await temporaryFiles({ 'p.yaml': `version: 1\nname: p\nstages:\n${stages}` });
  const compiling = loadPipeline(join(folder, 'p.yaml')).then((p) => compileExperiment(experiment, p));
  return failureOf(compiling, folder);
}

describe('the one-class pipeline', () => {
  it('runs each stage at each point of its matrix, after what feeds it', async () => {
    const { nodes } = compileExperiment(experiment, await loadPipeline(oneClass));
    const points = ['class=0 seed=0', 'class=0 seed=1', 'class=3 seed=0', 'class=3 seed=1'];
    const ids = (stage: string) => points.map((point) => `${stage} ${point}`);
    expect(nodes.map(({ id }) => id)).toEqual([
      'dataset',
      'outliers',
      ...ids('train'),
      ...ids('evaluate'),
      ...ids('heatmaps'),
      'report',
    ]);
    const needs = Object.fromEntries(nodes.map((node) => [node.id, node.needs]));
    expect(needs['train class=3 seed=1']).toEqual({ dataset: ['dataset'], outliers: ['outliers'] });
    expect(needs['heatmaps class=0 seed=1']).toEqual({
      dataset: ['dataset'],
      training: ['train class=0 seed=1'],
      evaluation: ['evaluate class=0 seed=1'],
    });
    expect(needs.report).toEqual({
      dataset: ['dataset'],
      training: ids('train'),
      evaluation: ids('evaluate'),
      heatmaps: ids('heatmaps'),
    });
  });

  it('hands each stage its parameters with their types', async () => {
    const graph = compileExperiment(experiment, await loadPipeline(oneClass));
    const node = (id: string) => graph.nodes.find((candidate) => candidate.id === id);
    expect(node('outliers')?.parameters).toEqual({
      source: 'emnist',
      origin: 'official',
      limit: 10,
      exclude: [],
      shape: { height: 28, width: 28, channels: 1 },
    });
    expect(node('train class=3 seed=1')).toMatchObject({
      uses: '@fcdd/stage-train',
      matrix: { class: 3, seed: 1 },
      parameters: { class: 3, seed: 1, supervision: { source: 'emnist', limit: 10 }, epochs: 2 },
      results: ['normal_3/it_1'],
    });
    expect(node('heatmaps class=0 seed=0')?.parameters).toEqual({ ...experiment.heatmaps, nominalLabel: 0 });
    expect(node('evaluate class=0 seed=0')?.parameters).toEqual({ gradient: 'grad', nominalLabel: 0 });
    expect(node('report')?.parameters).toEqual({ experiment });
    expect(graph).toMatchObject({
      experiment: 'small',
      engine: { backend: 'cpu', device: 'cpu' },
      configuration: experiment,
    });
    expect(graph.engine).not.toHaveProperty('threads');
    expect(node('dataset')).not.toHaveProperty('results');
  });

  it('drops a stage whose conditions do not all hold, and the needs on it', async () => {
    const generated = { ...experiment, supervision: { ...experiment.supervision, source: 'confetti' } };
    const { nodes } = compileExperiment(generated, await loadPipeline(oneClass));
    expect(nodes.map(({ stage }) => stage)).not.toContain('outliers');
    expect(nodes.find(({ stage }) => stage === 'train')?.needs).toEqual({ dataset: ['dataset'] });
  });

  it('evaluates pixels where test images come with maps', async () => {
    const mapped = { ...experiment, dataset: { ...experiment.dataset, hasTestMaps: true } };
    const { nodes } = compileExperiment(mapped, await loadPipeline(oneClass));
    expect(nodes.filter(({ stage }) => stage === 'pixels')).toHaveLength(4);
  });

  it('compiles to thousands of nodes', async () => {
    const many = {
      ...experiment,
      dataset: { ...experiment.dataset, classes: Array.from({ length: 30 }, (_, index) => index) },
      training: { ...experiment.training, seeds: Array.from({ length: 100 }, (_, index) => index) },
    };
    const { nodes } = compileExperiment(many, await loadPipeline(oneClass));
    expect(nodes).toHaveLength(3 * 3000 + 3);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    expect(nodes.find(({ id }) => id === 'evaluate class=29 seed=99')?.needs.training).toEqual([
      'train class=29 seed=99',
    ]);
  });
});

describe('needs', () => {
  it('match on the axes that both stages have', async () => {
    const { nodes } = await compileText(`
  combine:
    uses: c
    matrix: { class: '\${dataset.classes}', part: [left, right] }
    needs: { models: train }
  train: { uses: t, matrix: { seed: '\${training.seeds}', class: '\${dataset.classes}' } }
`);
    expect(nodes).toHaveLength(8);
    expect(nodes.at(-1)).toMatchObject({
      id: 'combine class=3 part=right',
      needs: { models: ['train seed=0 class=3', 'train seed=1 class=3'] },
    });
  });

  it('on a stage that is not there name the nearest', async () => {
    expect(
      await failureOfText('  train: { uses: t }\n  report: { uses: r, needs: { training: trian } }\n'),
    ).toBe(
      `p.yaml:5:41: There is no stage 'trian'.
   5 |   report: { uses: r, needs: { training: trian } }
     |                                         ^^^^^
  Did you mean 'train'? Allowed are train, report.`,
    );
  });

  it('must not lead back to the stage', async () => {
    const message = await failureOfText(`
  a: { uses: x, needs: { in: b } }
  b: { uses: x, needs: { in: c } }
  c: { uses: x, needs: { in: b } }
`);
    expect(message).toContain('p.yaml:7:30: The stage needs itself: b needs c needs b.');
  });

  it('must be met at every point', async () => {
    const message = await failureOfText(`
  a: { uses: x, matrix: { seed: [0] } }
  b: { uses: x, matrix: { seed: [0, 1] }, needs: { in: a } }
`);
    expect(message).toContain("p.yaml:6:56: No 'a' is there for 'b seed=1'.");
  });
});

describe('references', () => {
  it('keep the type of what they name alone, and become text inside text', async () => {
    const { nodes } = await compileText(`
  a:
    uses: x
    with: { list: ['\${training.seeds}', { n: '\${model.bias}' }], text: 'seeds of \${name}: \${model.bias}' }
`);
    expect(nodes[0]?.parameters).toEqual({ list: [[0, 1], { n: true }], text: 'seeds of small: true' });
  });

  it('to nothing are told with the nearest name', async () => {
    expect(await failureOfText("  a: { uses: x, with: { s: '${training.sedes}' } }\n")).toContain(
      `p.yaml:4:28: Nothing is called 'training.sedes': there is no 'sedes'.
   4 |   a: { uses: x, with: { s: '\${training.sedes}' } }
     |                            ^^^^^^^^^^^^^^^^^^^
  Did you mean 'seeds'? Allowed are objective, seeds,`,
    );
  });

  it.each([
    ["with: '${training.epochs}'", 'Parameters must be a mapping, not 2.'],
    ["with: { s: '${constructor}' }", "Nothing is called 'constructor'"],
    ["with: { s: '${matrix.seed}' }", "Nothing is called 'matrix.seed': there is no 'seed'."],
    ["with: { s: 'a ${model}' }", '${model} is a mapping, which cannot be part of a text.'],
    ['when: { modle.net: [x] }', "Nothing is called 'modle.net'"],
    ["matrix: { seed: '${training.epochs}' }", "The matrix axis 'seed' must be a list, not 2."],
    ['matrix: { seed: [1, "1"] }', "The matrix axis 'seed' has a value twice."],
    ['matrix: { seed: [[1]] }', "The matrix axis 'seed' must hold texts and numbers, not a list."],
    ["matrix: { seed: [a/../../b] }, results: '${matrix.seed}'", 'is outside of the experiment'],
    ['use: y', "There is no key 'use' in stages.a."],
    ['needs: [b]', 'stages.a.needs must be a mapping, not a list.'],
  ])('and shapes that make no sense are refused: %s', async (text, message) => {
    expect(await failureOfText(`  a: { uses: x, ${text} }\n`)).toContain(message);
  });

  it('of several stages are told together', async () => {
    const message = await failureOfText(
      "  a: { uses: x, with: { s: '${no}' } }\n  b: { uses: x, with: { s: '${nope}' } }\n",
    );
    expect(message.match(/Nothing is called/g)).toHaveLength(2);
  });

  it('cannot be made to a stage whose name is no name', async () => {
    expect(await failureOfText('  Train Net: { uses: x }\n')).toContain(
      "p.yaml:4:3: 'Train Net' is no name.",
    );
  });
});
