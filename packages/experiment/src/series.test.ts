import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileExperiment } from './compile.ts';
import { loadPipeline } from './pipeline.ts';
import { failureOf, temporaryFiles } from './testing/temporary-files.ts';

const pipeline = `version: 1
name: p
stages:
  dataset: { uses: d }
  train:
    uses: t
    matrix: { seed: '\${training.seeds}' }
    series: { name: epochs, values: '\${training.stops}', input: previous }
    needs: { dataset: dataset }
    with: { epochs: '\${series.epochs}', seed: '\${matrix.seed}' }
    results: it_\${matrix.seed}
  evaluate: { uses: e, matrix: { seed: '\${training.seeds}' }, needs: { training: train } }
  report: { uses: r, needs: { training: train } }
`;

async function compile(stops: unknown, text = pipeline) {
  const folder = await temporaryFiles({ 'p.yaml': text });
  const experiment = {
    name: 'small',
    engine: { backend: 'cpu' as const, device: 'cpu' },
    training: { seeds: [4, 7], stops },
  };
  const compiling = loadPipeline(join(folder, 'p.yaml')).then((p) => compileExperiment(experiment, p));
  return { compiling, folder };
}

const nodesFor = async (stops: unknown) => (await (await compile(stops)).compiling).nodes;

describe('a series', () => {
  it('feeds each stage by the one before and later stages by the last, which alone shows its results', async () => {
    const nodes = await nodesFor([2, 6, 18]);
    const ofSeed = nodes.filter(({ matrix }) => matrix.seed === 7);
    expect(ofSeed.map(({ id, parameters, needs, results }) => ({ id, parameters, needs, results }))).toEqual([
      {
        id: 'train seed=7 epochs=2',
        parameters: { epochs: 2, seed: 7 },
        needs: { dataset: ['dataset'] },
        results: [],
      },
      {
        id: 'train seed=7 epochs=6',
        parameters: { epochs: 6, seed: 7 },
        needs: { dataset: ['dataset'], previous: ['train seed=7 epochs=2'] },
        results: [],
      },
      {
        id: 'train seed=7',
        parameters: { epochs: 18, seed: 7 },
        needs: { dataset: ['dataset'], previous: ['train seed=7 epochs=6'] },
        results: ['it_7'],
      },
      { id: 'evaluate seed=7', parameters: {}, needs: { training: ['train seed=7'] }, results: [] },
    ]);
    expect(nodes.at(-1)?.needs).toEqual({ training: ['train seed=4', 'train seed=7'] });
  });

  it('begins as a shorter one does: what is trained already is found', async () => {
    const strip = (nodes: Awaited<ReturnType<typeof nodesFor>>, epochs: number) =>
      nodes
        .filter(({ parameters, matrix }) => parameters.epochs === epochs && matrix.seed === 4)
        .map(({ parameters, matrix, stage }) => ({ parameters, matrix, stage }));
    expect(strip(await nodesFor([2, 6, 18]), 6)).toEqual(strip(await nodesFor([2, 6]), 6));
  });

  it('of one value is the stage alone', async () => {
    const nodes = await nodesFor([18]);
    expect(nodes.filter(({ stage }) => stage === 'train')).toMatchObject([
      { id: 'train seed=4', needs: { dataset: ['dataset'] }, results: ['it_4'] },
      { id: 'train seed=7' },
    ]);
  });

  it('must have different values', async () => {
    const { compiling, folder } = await compile([2, 2]);
    expect(await failureOf(compiling, folder)).toContain(
      "p.yaml:8:37: The matrix axis 'epochs' has a value twice.",
    );
  });

  it('must say what reads the outputs of the one before', async () => {
    const { compiling, folder } = await compile([2], pipeline.replace(', input: previous', ''));
    expect(await failureOf(compiling, folder)).toContain("stages.train.series lacks the key 'input'");
  });
});
