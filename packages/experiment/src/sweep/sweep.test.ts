import { join } from 'node:path';
import { withParts } from '@fcdd/schemas';
import experimentSchema from '@fcdd/schemas/experiment.schema.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { type Rules, loadExperiment } from '../load.ts';
import { failureOf, temporaryFiles } from '../testing/temporary-files.ts';

const schema = withParts(experimentSchema);

const base = `version: 2
name: small
dataset: { name: mnist }
detector: { net: FCDD_CNN28 }
training: { epochs: 20 }
`;

const acceptAll: Rules<Record<string, unknown>> = (experiment) => ({ problems: [], resolved: experiment });

async function load(sweep: string, overrides: string[] = [], rules = acceptAll) {
  const folder = await temporaryFiles({ 'a.yaml': `${base}${sweep}` });
  const loading = loadExperiment(join(folder, 'a.yaml'), { overrides, schema, version: 2, rules });
  return { loading, folder };
}

async function variantsOf(sweep: string, overrides?: string[]) {
  return (await (await load(sweep, overrides)).loading).sweep!.variants;
}

async function valuesOf(sweep: string, overrides?: string[]) {
  return (await variantsOf(sweep, overrides)).map(({ values }) => values);
}

async function failure(sweep: string, overrides?: string[], rules?: typeof acceptAll) {
  const { loading, folder } = await load(sweep, overrides, rules);
  return failureOf(loading, folder);
}

describe('a grid', () => {
  it('makes all combinations, the last path changing fastest, on top of the experiment', async () => {
    const variants = await variantsOf(`sweep:
  grid: { training.optimizer.learningRate: [0.1, 0.01], heatmaps.quantile: [0.8, 0.9] }`);
    expect(variants.map(({ name, values }) => [name, ...Object.values(values)])).toEqual([
      ['v01', 0.1, 0.8],
      ['v02', 0.1, 0.9],
      ['v03', 0.01, 0.8],
      ['v04', 0.01, 0.9],
    ]);
    expect(variants[2]!.experiment).toMatchObject({
      training: { epochs: 20, optimizer: { type: 'sgd', learningRate: 0.01, weightDecay: 1e-6 } },
      heatmaps: { quantile: 0.8, resolution: 64 },
    });
  });

  it('takes values of any kind, and adds mappings to those of the experiment', async () => {
    const variants = await variantsOf(`supervision: { limit: 5 }
sweep:
  grid:
    dataset.classes: [all, ['1', '7']]
    supervision: [{ mode: unsupervised }, { mode: noise, source: emnist }]`);
    expect(variants[3]!.experiment).toMatchObject({
      dataset: { name: 'mnist', classes: ['1', '7'] },
      supervision: { mode: 'noise', source: 'emnist', limit: 5 },
    });
  });

  it('makes equal points one', async () => {
    expect(await valuesOf('sweep: { grid: { training.batchSize: [64, 128, 64.0] } }')).toEqual([
      { 'training.batchSize': 64 },
      { 'training.batchSize': 128 },
    ]);
  });
});

describe('a zip', () => {
  it('pairs its lists, and is combined with other zips and the grid', async () => {
    expect(
      await valuesOf(`sweep:
  grid: { training.accumulate: [1, 2] }
  zip:
    - { detector.net: [FCDD_CNN28, FCDD_CNN28_W], training.batchSize: [64, 32] }
    - { heatmaps.quantile: [0.9] }`),
    ).toEqual([
      { 'training.accumulate': 1, 'detector.net': 'FCDD_CNN28', 'training.batchSize': 64, 'heatmaps.quantile': 0.9 }, // prettier-ignore
      { 'training.accumulate': 1, 'detector.net': 'FCDD_CNN28_W', 'training.batchSize': 32, 'heatmaps.quantile': 0.9 }, // prettier-ignore
      { 'training.accumulate': 2, 'detector.net': 'FCDD_CNN28', 'training.batchSize': 64, 'heatmaps.quantile': 0.9 }, // prettier-ignore
      { 'training.accumulate': 2, 'detector.net': 'FCDD_CNN28_W', 'training.batchSize': 32, 'heatmaps.quantile': 0.9 }, // prettier-ignore
    ]);
  });

  it('needs lists of one length', async () => {
    expect(
      await failure('sweep:\n  zip: { detector.net: [FCDD_CNN28, FCDD_CNN28_W], training.batchSize: [64] }'),
    )
      .toBe(`a.yaml:7:72: Zipped lists must have equal lengths: 'detector.net' has 2, 'training.batchSize' has 1.
   7 |   zip: { detector.net: [FCDD_CNN28, FCDD_CNN28_W], training.batchSize: [64] }
     |                                                                        ^^^^
  To combine every value with every other, write the lists into grid.`);
  });
});

describe('random points', () => {
  const random = (count: number, seed: number, parameters: string) =>
    `sweep: { random: { count: ${count}, seed: ${seed}, parameters: { ${parameters} } } }`;
  const rate = 'training.optimizer.learningRate: { distribution: logUniform, from: 1.0e-4, to: 0.1 }';
  const epochs = 'training.epochs: { distribution: integer, from: 2, to: 5 }';

  it('are the same for the same seed, for ever', async () => {
    expect(await valuesOf(random(2, 0, `${rate}, ${epochs}`))).toMatchInlineSnapshot(`
      [
        {
          "training.epochs": 5,
          "training.optimizer.learningRate": 0.0006912033629678103,
        },
        {
          "training.epochs": 5,
          "training.optimizer.learningRate": 0.001463111170353962,
        },
      ]
    `);
  });

  it('stay as they are where more are drawn, or of more paths', async () => {
    const more = await valuesOf(random(30, 7, `${epochs}, ${rate}`));
    const few = await valuesOf(random(10, 7, rate));
    expect(more.slice(0, 10)).toMatchObject(few);
    expect(await valuesOf(random(10, 8, rate))).not.toEqual(few);
  });

  it.each<[string, string, (x: number) => number]>([
    ['uniform', '{ distribution: uniform, from: 1, to: 5 }', (x) => (x - 1) / 4],
    ['logUniform', '{ distribution: logUniform, from: 0.001, to: 10 }', (x) => (Math.log10(x) + 3) / 4],
  ])('of the distribution %s fill its range evenly', async (_name, spec, share) => {
    const values = await valuesOf(random(1000, 1, `detector.lossGaussStd: ${spec}`));
    const shares = values
      .map((value) => share(value['detector.lossGaussStd'] as number))
      .sort((a, b) => a - b);
    expect(shares[0]).toBeGreaterThanOrEqual(0);
    expect(shares.at(-1)).toBeLessThan(1);
    // The Kolmogorov-Smirnov bound, which one in a thousand samples exceeds.
    const distance = Math.max(
      ...shares.map((value, index) => Math.abs(value - (index + 0.5) / shares.length)),
    );
    expect(distance).toBeLessThan(1.95 / Math.sqrt(shares.length));
  });

  it('of whole numbers have both ends, each as often', async () => {
    const sweep = `sweep:
  grid: { training.seeds: [[0]] }
  random: { count: 900, parameters: { training.batchSize: { distribution: integer, from: 3, to: 5 }, detector.lossGaussStd: { distribution: uniform, from: 1, to: 2 } } }`;
    const sizes = (await valuesOf(sweep)).map((value) => value['training.batchSize']);
    for (const size of [3, 4, 5])
      expect(Math.abs(sizes.filter((other) => other === size).length - 300)).toBeLessThan(60);
    expect(new Set(sizes).size).toBe(3);
  });

  it('that are choices are of the list, whatever it holds', async () => {
    const values = await valuesOf(
      random(20, 0, 'detector.weights: { distribution: choice, values: [null, a.pth] }'),
    );
    expect(values).toEqual([{ 'detector.weights': null }, { 'detector.weights': 'a.pth' }]);
  });

  it.each([
    [
      '{ distribution: uniform, from: 2, to: 1 }',
      "The distribution of 'detector.lossGaussStd' must rise, not go from 2 to 1.",
    ],
    [
      '{ distribution: logUniform, from: 0, to: 1 }',
      'sweep.random.parameters.detector.lossGaussStd.from must be more than 0, not 0.',
    ],
    [
      '{ distribution: integer, from: 0.5, to: 1 }',
      'sweep.random.parameters.detector.lossGaussStd.from must be a whole number, not 0.5.',
    ],
    ['{ distribution: choice }', "lacks the key 'values'"],
    [
      '{ distribution: choice, values: [1], to: 2 }',
      'The distribution choice takes values, not from and to.',
    ],
    ['{ distribution: uniform, from: 1 }', "lacks the key 'to'"],
    ['{ distribution: uniform, from: 1, to: 2, values: [1] }', 'Only the distribution choice takes values.'],
    ['{ distribution: unifrom, from: 1, to: 2 }', "Did you mean 'uniform'?"],
  ])('of %s are refused', async (spec, message) => {
    expect(await failure(random(2, 0, `detector.lossGaussStd: ${spec}`))).toContain(message);
  });
});

describe('a sweep', () => {
  it('multiplies its blocks, and is compared by auc unless it says otherwise', async () => {
    const { loading } = await load(`sweep:
  grid: { detector.bias: [true, false] }
  zip: { training.batchSize: [1, 2] }
  random: { count: 2, parameters: { detector.lossGaussStd: { distribution: uniform, from: 1, to: 2 } } }`);
    const { sweep } = await loading;
    expect(sweep!.variants).toHaveLength(8);
    expect(sweep).toMatchObject({
      metric: 'auc',
      halving: null,
      parameters: ['detector.bias', 'training.batchSize', 'detector.lossGaussStd'],
    });
    expect(sweep!.variants[7]!.values['detector.lossGaussStd']).toBe(
      sweep!.variants[1]!.values['detector.lossGaussStd'],
    );
  });

  it('keeps half of the variants unless it says otherwise', async () => {
    const { loading } = await load(
      'sweep: { grid: { detector.bias: [true] }, metric: pro, halving: { epochs: [2, 6] } }',
    );
    expect((await loading).sweep).toMatchObject({ metric: 'pro', halving: { epochs: [2, 6], keep: 0.5 } });
  });

  it('is left out by null, on the command line too', async () => {
    expect((await (await load('sweep: null')).loading).sweep).toBeUndefined();
    const { loading } = await load('sweep: { grid: { detector.bias: [true, false] } }', ['sweep=null']);
    expect((await loading).sweep).toBeUndefined();
  });

  it('keeps what the command line gives, and does not vary it', async () => {
    const variants = await variantsOf(
      'sweep: { grid: { detector.bias: [true, false], training.epochs: [5, 6] } }',
      ['training.epochs=3', 'training.batchSize=7'],
    );
    expect(variants.map(({ values }) => values)).toEqual([
      { 'detector.bias': true },
      { 'detector.bias': false },
    ]);
    expect(variants[1]!.experiment).toMatchObject({ training: { epochs: 3, batchSize: 7 } });
  });

  it('may be changed on the command line', async () => {
    expect(
      await valuesOf('sweep: { grid: { detector.bias: [true, false] } }', [
        'sweep.grid={ training.epochs: [1] }',
      ]),
    ).toHaveLength(2);
  });

  it('is extended as other keys are', async () => {
    const folder = await temporaryFiles({
      'base.yaml': base,
      'a.yaml': 'extends: base.yaml\nname: swept\nsweep: { grid: { detector.bias: [true, false] } }\n',
    });
    const { sweep } = await loadExperiment(join(folder, 'a.yaml'), { schema, version: 2, rules: acceptAll });
    expect(sweep!.variants[0]!.experiment).toMatchObject({ name: 'swept', training: { epochs: 20 } });
  });

  it('needs a name of its own beside an experiment that is none', async () => {
    const folder = await temporaryFiles({
      'base.yaml': base,
      'a.yaml': 'extends: base.yaml\nsweep: { grid: { detector.bias: [true, false] } }\n',
      'b.yaml': 'extends: a.yaml\ntraining: { epochs: 3 }\n',
    });
    const load = (file: string, overrides: string[]) =>
      loadExperiment(join(folder, file), { overrides, schema, version: 2, rules: acceptAll });
    expect(await failureOf(load('b.yaml', []), folder)).toBe(
      `a.yaml:2:1: A sweep needs a name of its own: 'small' is the name of base.yaml, whose results it would replace.
   2 | sweep: { grid: { detector.bias: [true, false] } }
     | ^^^^^
  Write name: into this file.`,
    );
    expect(
      await failureOf(load('base.yaml', ['sweep={ grid: { detector.bias: [true] } }']), folder),
    ).toContain('Give it one with --set name=...');
    for (const overrides of [['name=own'], ['sweep=null']])
      expect((await load('b.yaml', overrides)).experiment).toMatchObject({ training: { epochs: 3 } });
  });
});

describe('what is wrong with a sweep', () => {
  it('is reported at the path, once for all variants', async () => {
    expect(
      await failure(
        'sweep:\n  grid:\n    training.optimizr.learningRate: [0.1, 0.2]\n    detector.bias: [true, false]',
      ),
    ).toBe(`a.yaml:8:5: There is no key 'optimizr' in training.
   8 |     training.optimizr.learningRate: [0.1, 0.2]
     |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Did you mean 'optimizer'? Allowed: seeds, epochs, batchSize, accumulate, optimizer, schedule, checkpointEvery.`);
  });

  it('is reported at the value', async () => {
    expect(await failure('sweep:\n  grid: { training.batchSize: [64, 0, many] }')).toBe(
      `a.yaml:7:36: training.batchSize must be at least 1, not 0.
   7 |   grid: { training.batchSize: [64, 0, many] }
     |                                    ^

a.yaml:7:39: training.batchSize must be a whole number, not 'many'.
   7 |   grid: { training.batchSize: [64, 0, many] }
     |                                       ^^^^
  Number of images in one training step.`,
    );
  });

  it('is reported at the distribution if a drawn value is wrong', async () => {
    expect(
      await failure(
        'sweep:\n  random: { count: 2, parameters: { training.epochs: { distribution: uniform, from: 1, to: 2 } } }',
      ),
    ).toMatch(
      /^a\.yaml:7:54: training\.epochs must be a whole number, not 1\.\d+\.\n(?![^]*must be)[^]*distribution: integer\.$/,
    );
  });

  it('is not reported for distributions if a fraction is written', async () => {
    expect(await failure('sweep: { grid: { training.epochs: [1, 2.5] } }')).not.toContain('distribution');
  });

  it('includes what rules refuse', async () => {
    const rules: Rules<Record<string, unknown>> = (experiment) =>
      (experiment.detector as { bias: boolean }).bias
        ? { problems: [], resolved: experiment }
        : { problems: [{ path: ['detector', 'bias'], message: 'It needs biases.' }] };
    expect(await failure('sweep: { grid: { detector.bias: [true, false] } }', [], rules)).toContain(
      'a.yaml:6:40: It needs biases.',
    );
  });

  it('names the variants that have it, if it is reported at a value that they share', async () => {
    const rules: Rules<Record<string, unknown>> = (experiment) =>
      (experiment.detector as { bias: boolean }).bias
        ? { problems: [], resolved: experiment }
        : { problems: [{ path: ['training', 'epochs'], message: 'This is too long.' }] };
    const told = (grid: string) => failure(`sweep: { grid: ${grid} }`, [], rules);
    expect(await told('{ detector.bias: [true, false] }')).toContain(
      'a.yaml:5:21: Variant v02 (detector.bias=false): This is too long.',
    );
    expect(await told('{ detector.bias: [true, false], training.batchSize: [8, 16, 32] }')).toContain(
      'Variant v04 (detector.bias=false, training.batchSize=8) and 2 more: This is too long.',
    );
    expect(await told('{ detector.bias: [false], training.batchSize: [8, 16] }')).toContain(
      'a.yaml:5:21: This is too long.',
    );
  });

  it.each([
    ['{ grid: { name: [a, b] } }', "The key 'name' cannot be swept."],
    ['{ grid: { extends: [a, b] } }', "The key 'extends' cannot be swept."],
    ['{ grid: { training..epochs: [1] } }', "'training..epochs' is not a path."],
    [
      '{ grid: { detector.bias: [true] }, zip: { detector.bias: [true] } }',
      "'detector.bias' is swept twice.",
    ],
    [
      '{ grid: { detector.bias: [true] }, zip: { detector: [{ bias: true }] } }',
      "'detector' and 'detector.bias' are swept, but one is a part of the other.",
    ],
    ['{ metric: auc }', 'The sweep does not say what varies.'],
    ['{ grid: { detector.bias: true } }', 'sweep.grid.detector.bias must be a list, not true.'],
    ['{ grid: { detector.bias: [] } }', 'sweep.grid.detector.bias must not be empty.'],
    ['{ gird: { detector.bias: [true] } }', "There is no key 'gird' in sweep."],
    ['{ grid: { detector.bias: [true] }, metric: acu }', "Did you mean 'auc'?"],
    ['5', 'sweep must be a mapping or null, not 5.'],
  ])('%s', async (sweep, message) => {
    expect(await failure(`sweep: ${sweep}`)).toContain(message);
  });

  it('includes that it makes too many variants', async () => {
    const numbers = (count: number) => `[${Array.from({ length: count }, (_, index) => index + 1).join()}]`;
    const grid = `{ training.batchSize: ${numbers(11)}, training.epochs: ${numbers(100)} }`;
    expect(await failure(`sweep: { grid: ${grid} }`)).toContain(
      'The sweep makes 1100 variants; at most 1000 can run.',
    );
  });

  it('includes names that objects inherit', async () => {
    expect(await failure('sweep: { grid: { __proto__.x: [1] } }')).toContain("There is no key '__proto__'.");
  });
});
