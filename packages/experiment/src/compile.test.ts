import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileExperiment } from './compile.ts';
import { loadPipeline } from './pipeline.ts';
import { failureOf, temporaryFiles } from './testing/temporary-files.ts';

const fcdd = {
  isBaseline: false,
  results: '',
  initialization: 'random',
  fitting: { name: 'fcdd', net: 'FCDD_CNN28', bias: true, weights: null, lossGaussStd: null },
  explaining: {},
  supervision: { mode: 'noise', source: 'emnist', limit: 10, online: true, parameters: null },
};

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
    usesOutliers: true,
  },
  detector: { label: 'fcdd', name: 'fcdd', net: 'FCDD_CNN28', bias: true, weights: null, lossGaussStd: null },
  detectors: { fcdd },
  hasBaselines: false,
  training: { seeds: [0, 1], epochs: 2, stops: [2], fit: { batchSize: 128, optimizer: { type: 'sgd' } } },
  heatmaps: { gaussStd: null, quantile: 0.85, resolution: 64 },
};

const hsc = {
  ...fcdd,
  isBaseline: true,
  results: 'baselines/hsc/',
  initialization: 'weights',
  fitting: { name: 'hsc', net: 'CNN224_VGG', bias: true, weights: 'vgg11_bn' },
  explaining: { gradient: 'xgrad' },
};

const ae = {
  ...fcdd,
  isBaseline: true,
  results: 'baselines/ae/',
  fitting: { name: 'ae', net: 'AE28', bias: true, weights: null },
  supervision: { mode: 'unsupervised', source: null },
};

const nets = { small: { name: 'A', start: 'random' }, large: { name: 'B', start: 'weights' } };

const oneClass = fileURLToPath(new URL('../../../pipelines/one-class.yaml', import.meta.url));

async function compileText(stages: string, of: object = experiment) {
  const folder = await temporaryFiles({ 'p.yaml': `version: 1\nname: p\nstages:\n${stages}` });
  const pipeline = await loadPipeline(join(folder, 'p.yaml'));
  return compileExperiment(of as typeof experiment, pipeline);
}

async function failureOfText(stages: string, of: object = experiment) {
  const folder = await temporaryFiles({ 'p.yaml': `version: 1\nname: p\nstages:\n${stages}` });
  const compiling = loadPipeline(join(folder, 'p.yaml')).then((p) =>
    compileExperiment(of as typeof experiment, p),
  );
  return failureOf(compiling, folder);
}

describe('the one-class pipeline', () => {
  it('runs each stage at each point of its matrix, after what feeds it', async () => {
    const { nodes } = compileExperiment(experiment, await loadPipeline(oneClass));
    const points = ['class=0 seed=0', 'class=0 seed=1', 'class=3 seed=0', 'class=3 seed=1'];
    const ids = (stage: string) => points.map((point) => `${stage} detector=fcdd ${point}`);
    expect(nodes.map(({ id }) => id)).toEqual([
      'dataset',
      'outliers',
      ...ids('train'),
      ...ids('evaluate'),
      ...ids('heatmaps'),
      'summary',
      'report',
    ]);
    const needs = Object.fromEntries(nodes.map((node) => [node.id, node.needs]));
    expect(needs['train detector=fcdd class=3 seed=1']).toEqual({
      dataset: ['dataset'],
      outliers: ['outliers'],
    });
    expect(needs['heatmaps detector=fcdd class=0 seed=1']).toEqual({
      dataset: ['dataset'],
      training: ['train detector=fcdd class=0 seed=1'],
      evaluation: ['evaluate detector=fcdd class=0 seed=1'],
    });
    expect(needs.report).toEqual({
      dataset: ['dataset'],
      training: ids('train'),
      evaluation: ids('evaluate'),
      heatmaps: ids('heatmaps'),
      summary: ['summary'],
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
    expect(node('train detector=fcdd class=3 seed=1')).toMatchObject({
      uses: '@fcdd/stage-train',
      matrix: { detector: 'fcdd', class: 3, seed: 1 },
      parameters: {
        class: 3,
        seed: 1,
        supervision: fcdd.supervision,
        detector: fcdd.fitting,
        epochs: 2,
        fit: experiment.training.fit,
      },
      results: ['normal_3/it_1'],
    });
    expect(node('heatmaps detector=fcdd class=0 seed=0')?.parameters).toEqual({
      heatmaps: experiment.heatmaps,
      explaining: {},
      nominalLabel: 0,
    });
    expect(node('evaluate detector=fcdd class=0 seed=0')?.parameters).toEqual({
      explaining: {},
      nominalLabel: 0,
    });
    expect(node('summary')?.parameters).toEqual({ experiment: 'small', detector: 'fcdd' });
    expect(node('report')?.parameters).toEqual({ experiment });
    expect(graph).toMatchObject({
      experiment: 'small',
      engine: { backend: 'cpu', device: 'cpu' },
      configuration: experiment,
    });
    expect(graph.engine).not.toHaveProperty('threads');
    expect(node('dataset')?.results).toEqual([]);
  });

  it('drops a stage whose conditions do not all hold, and the needs on it', async () => {
    const generated = { ...experiment, supervision: { ...experiment.supervision, usesOutliers: false } };
    const { nodes } = compileExperiment(generated, await loadPipeline(oneClass));
    expect(nodes.map(({ stage }) => stage)).not.toContain('outliers');
    expect(nodes.find(({ stage }) => stage === 'train')?.needs).toEqual({ dataset: ['dataset'] });
  });

  it('evaluates pixels where test images come with maps', async () => {
    const mapped = { ...experiment, dataset: { ...experiment.dataset, hasTestMaps: true } };
    const { nodes } = compileExperiment(mapped, await loadPipeline(oneClass));
    expect(nodes.filter(({ stage }) => stage === 'pixels')).toHaveLength(4);
  });

  it('adds the stages of its baselines to those that it has without', async () => {
    const pipeline = await loadPipeline(oneClass);
    const compared = { ...experiment, detectors: { fcdd, hsc, ae }, hasBaselines: true };
    const { nodes } = compileExperiment(compared, pipeline);
    const node = (id: string) => nodes.find((candidate) => candidate.id === id);
    const without = compileExperiment(experiment, pipeline).nodes;
    for (const { id, ...same } of without.filter(({ stage }) => !['summary', 'report'].includes(stage)))
      expect(node(id)).toEqual({ id, ...same });

    expect(node('train detector=hsc class=3 seed=1')).toMatchObject({
      parameters: { class: 3, seed: 1, detector: hsc.fitting, epochs: 2 },
      needs: { dataset: ['dataset'], outliers: ['outliers'], weights: ['weights detector=hsc'] },
      results: ['baselines/hsc/normal_3/it_1'],
    });
    expect(node('train detector=ae class=3 seed=1')!.needs).toEqual({ dataset: ['dataset'] });
    expect(nodes.filter(({ stage }) => stage === 'weights')).toHaveLength(1);
    expect(node('evaluate detector=hsc class=0 seed=0')!.parameters.explaining).toEqual({
      gradient: 'xgrad',
    });
    expect(node('heatmaps detector=ae class=0 seed=1')!.needs).toMatchObject({
      evaluation: ['evaluate detector=ae class=0 seed=1'],
      shown: ['heatmaps detector=fcdd class=0 seed=1'],
    });
    expect(node('combined class=3 seed=0')).toMatchObject({
      needs: { heatmaps: ['fcdd', 'hsc', 'ae'].map((label) => `heatmaps detector=${label} class=3 seed=0`) },
      results: ['baselines/combined/normal_3/it_0'],
    });
    expect(node('report')!.needs.training).toEqual(without.find(({ id }) => id === 'report')!.needs.training);
  });

  it('compiles to thousands of nodes', async () => {
    const many = {
      ...experiment,
      dataset: { ...experiment.dataset, classes: Array.from({ length: 30 }, (_, index) => index) },
      training: { ...experiment.training, seeds: Array.from({ length: 100 }, (_, index) => index) },
    };
    const { nodes } = compileExperiment(many, await loadPipeline(oneClass));
    expect(nodes).toHaveLength(3 * 3000 + 4);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    expect(nodes.find(({ id }) => id === 'evaluate detector=fcdd class=29 seed=99')?.needs.training).toEqual([
      'train detector=fcdd class=29 seed=99',
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
  Did you mean 'train'? Allowed: train, report.`,
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
    expect(message).toContain("p.yaml:6:56: There is no 'a' for 'b seed=1'.");
  });
});

describe('a need at other values of an axis', () => {
  it('reads these values at every point', async () => {
    const { nodes } = await compileText(`
  train: { uses: t, matrix: { part: [left, right], seed: [0, 1] } }
  report: { uses: r, needs: { training: { stage: train, at: { part: right } } } }
  draw: { uses: d, matrix: { part: [left, right], seed: [0] }, needs: { training: { stage: train, at: { seed: 1 } } } }
`);
    const needsOf = (id: string) => nodes.find((node) => node.id === id)!.needs;
    expect(needsOf('report')).toEqual({ training: ['train part=right seed=0', 'train part=right seed=1'] });
    expect(needsOf('draw part=left seed=0')).toEqual({ training: ['train part=left seed=1'] });
  });

  it('may be one of the stage itself', async () => {
    const { nodes } = await compileText(`
  draw:
    uses: d
    matrix: { part: [left, right], seed: [0, 1] }
    needs: { shown: { stage: draw, at: { part: left }, when: { matrix.part: [right] } } }
`);
    expect(nodes.map(({ needs }) => needs)).toEqual([
      {},
      {},
      { shown: ['draw part=left seed=0'] },
      { shown: ['draw part=left seed=1'] },
    ]);
  });

  it('must exist, and not be the point itself', async () => {
    const failureAt = (part: string, axis = 'part') =>
      failureOfText(`
  draw:
    uses: d
    matrix: { part: [left, right] }
    needs: { shown: { stage: draw, at: { ${axis}: ${part} } } }
`);
    expect(await failureAt('left')).toContain("The stage needs itself at the point 'draw part=left'.");
    expect(await failureAt('middle')).toContain("p.yaml:8:30: There is no 'draw part=middle'.");
    expect(await failureAt('left', 'side')).toContain("The stage 'draw' has no matrix axis 'side'.");
  });
});

describe('an axis that is a mapping', () => {
  it('has its keys as values, and what each stands for in references', async () => {
    const { nodes } = await compileText(
      `
  train:
    uses: t
    matrix: { seed: '\${training.seeds}', net: '\${nets}' }
    with: { net: '\${each.net.name}', of: '\${each.net}' }
    results: '\${matrix.net}/it_\${matrix.seed}'
`,
      { ...experiment, nets },
    );
    expect(nodes.map(({ id }) => id)).toEqual([
      'train seed=0 net=small',
      'train seed=0 net=large',
      'train seed=1 net=small',
      'train seed=1 net=large',
    ]);
    expect(nodes[3]).toMatchObject({
      matrix: { seed: 1, net: 'large' },
      parameters: { net: 'B', of: nets.large },
      results: ['large/it_1'],
    });
  });

  it('may be written out in the pipeline, with references in it', async () => {
    const { nodes } = await compileText(`
  a: { uses: x, matrix: { size: { one: { epochs: '\${training.epochs}' }, none: 0 } }, with: { size: '\${each.size}' } }
`);
    expect(nodes.map(({ parameters }) => parameters)).toEqual([{ size: { epochs: 2 } }, { size: 0 }]);
  });
});

describe('conditions on points', () => {
  const text = `
  weights:
    uses: w
    matrix: { net: '\${nets}' }
    when: { each.net.start: [weights] }
  train:
    uses: t
    matrix: { seed: '\${training.seeds}', net: '\${nets}' }
    needs: { weights: { stage: weights, when: { each.net.start: [weights] } } }
`;

  it('leave out points of a stage, and inputs at points', async () => {
    const { nodes } = await compileText(text, { ...experiment, nets });
    expect(nodes.map(({ id, needs }) => [id, needs])).toEqual([
      ['weights net=large', {}],
      ['train seed=0 net=small', {}],
      ['train seed=0 net=large', { weights: ['weights net=large'] }],
      ['train seed=1 net=small', {}],
      ['train seed=1 net=large', { weights: ['weights net=large'] }],
    ]);
  });

  it('may leave out all points, as the conditions of a stage do', async () => {
    const { nodes } = await compileText(text, { ...experiment, nets: { small: nets.small } });
    expect(nodes.map(({ stage, needs }) => [stage, needs])).toEqual([
      ['train', {}],
      ['train', {}],
    ]);
  });

  it('are not looked at where those on the experiment leave out the stage', async () => {
    const { nodes } = await compileText(
      "  a: { uses: x, matrix: { net: '${nets}' }, when: { name: [other], each.net.start: [weights] } }\n  b: { uses: x }\n",
      { ...experiment, nets: {} },
    );
    expect(nodes.map(({ id }) => id)).toEqual(['b']);
  });

  it('may be on values of the matrix', async () => {
    const { nodes } = await compileText(
      "  a: { uses: x, matrix: { seed: '${training.seeds}' }, when: { matrix.seed: [1] } }\n",
    );
    expect(nodes.map(({ id }) => id)).toEqual(['a seed=1']);
  });
});

describe('resources', () => {
  it('are those of every node of the stage, with times in seconds', async () => {
    const { nodes } = await compileText(`
  train:
    uses: x
    matrix: { seed: '\${training.seeds}' }
    resources: { threads: 4, memory: 2000, gpus: 1, limit: 2, timeout: 1.5h }
  report: { uses: y }
`);
    const resources = { threads: 4, memory: 2000, gpus: 1, limit: 2, timeout: 5400 };
    expect(nodes.map((node) => node.resources)).toEqual([resources, resources, undefined]);
    expect(nodes[2]).not.toHaveProperty('resources');
  });

  it.each([
    ['threads: some', "7:27: stages.train.resources.threads must be one, all or a whole number, not 'some'."],
    ['threads: 0', 'stages.train.resources.threads must be at least 1, not 0.'],
    ['timeout: 5', 'stages.train.resources.timeout must be'],
    ['gpu: 1', "Did you mean 'gpus'?"],
  ])('that are impossible are reported: %s', async (resources, message) => {
    expect(
      await failureOfText(`
  train:
    uses: x
    resources: { ${resources} }
`),
    ).toContain(message);
  });
});

describe('references', () => {
  it('keep the type of what they name alone, and become text inside text', async () => {
    const { nodes } = await compileText(`
  a:
    uses: x
    with: { list: ['\${training.seeds}', { n: '\${detector.bias}' }], text: 'seeds of \${name}: \${detector.bias}' }
`);
    expect(nodes[0]?.parameters).toEqual({ list: [[0, 1], { n: true }], text: 'seeds of small: true' });
  });

  it('to nothing are reported with the nearest name', async () => {
    expect(await failureOfText("  a: { uses: x, with: { s: '${training.sedes}' } }\n")).toContain(
      `p.yaml:4:28: 'training.sedes' does not exist: there is no 'sedes'.
   4 |   a: { uses: x, with: { s: '\${training.sedes}' } }
     |                            ^^^^^^^^^^^^^^^^^^^
  Did you mean 'seeds'? Allowed: seeds, epochs,`,
    );
  });

  const withNets = { ...experiment, nets, nothing: {} };
  it.each([
    ["with: '${training.epochs}'", 'Parameters must be a mapping, not 2.'],
    ["with: { s: '${constructor}' }", "'constructor' does not exist"],
    ["with: { s: '${matrix.seed}' }", "'matrix.seed' does not exist: there is no 'seed'."],
    ["with: { s: 'a ${detector}' }", '${detector} is a mapping, which cannot be part of a text.'],
    ['when: { modle.net: [x] }', "'modle.net' does not exist"],
    ["matrix: { seed: '${training.epochs}' }", "The matrix axis 'seed' must be a list or a mapping, not 2."],
    ["matrix: { net: '${nothing}' }", "The matrix axis 'net' is empty."],
    ["matrix: { seed: [0] }, with: { s: '${each.seed}' }", "'each.seed' does not exist: there is no 'seed'."],
    [
      "matrix: { net: '${nets}' }, with: { s: '${each.net.epohcs}' }",
      "p.yaml:4:56: 'each.net.epohcs' does not exist: there is no 'epohcs'.",
    ],
    [
      "matrix: { net: '${nets}' }, when: { each.nte.name: [a] }",
      "p.yaml:4:53: 'each.nte.name' does not exist",
    ],
    ['matrix: { seed: [1, "1"] }', "The matrix axis 'seed' has a value twice."],
    ['matrix: { seed: [[1]] }', "The matrix axis 'seed' must hold texts and numbers, not a list."],
    ["matrix: { seed: [a/../../b] }, results: '${matrix.seed}'", 'is outside of the experiment'],
    ['use: y', "There is no key 'use' in stages.a."],
    ['needs: [b]', 'stages.a.needs must be a mapping, not a list.'],
    ['needs: { in: [b] }', 'stages.a.needs.in must be text or a mapping, not a list.'],
    ['needs: { in: { stage: nets } }', "There is no stage 'nets'."],
    ['needs: { in: { when: {} } }', "stages.a.needs.in lacks the key 'stage'."],
  ])('and shapes that make no sense are refused: %s', async (text, message) => {
    expect(await failureOfText(`  a: { uses: x, ${text} }\n`, withNets)).toContain(message);
  });

  it('of several stages are reported together', async () => {
    const message = await failureOfText(
      "  a: { uses: x, with: { s: '${no}' } }\n  b: { uses: x, with: { s: '${nope}' } }\n",
    );
    expect(message.match(/does not exist/g)).toHaveLength(2);
  });

  it('cannot be made to a stage whose name is not valid', async () => {
    expect(await failureOfText('  Train Net: { uses: x }\n')).toContain(
      "p.yaml:4:3: 'Train Net' is not a valid name.",
    );
  });
});
