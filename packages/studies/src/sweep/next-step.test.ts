import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadGraph } from '../load-graph.ts';
import { temporaryFolder } from '../testing/load-experiment.ts';
import { nextStep } from './next-step.ts';
import type { Rung, Sweep } from './sweep.ts';

const experiment = `version: 2
name: small
dataset: { name: mnist, classes: ['1'] }
supervision: { mode: noise, source: fmnist }
detector: { net: FCDD_CNN28 }
training: { epochs: 9 }
baselines: [hsc]
engine: { backend: cpu }
sweep:
  grid: { training.optimizer.learningRate: [0.1, 0.01, 0.001] }
  halving: { epochs: [2, 4], keep: 0.5 }
`;

const house = join(import.meta.dirname, '../../../..');

const reading = (folder: string) => ({
  dataFolder: join(folder, 'data'),
  pipelineFolders: [join(house, 'pipelines')],
  stageFolders: [house],
});

async function sweepOf(text: string): Promise<Sweep> {
  const folder = await temporaryFolder();
  const file = join(folder, 'a.yaml');
  await writeFile(file, text);
  return (await loadGraph(file, [], reading(folder))).sweep!;
}

const value = (name: string) => ({ name, value: 0.5 });
const first: Rung = { epochs: 2, variants: ['v01', 'v02', 'v03'].map(value), kept: ['v01', 'v02'] };
const second: Rung = { epochs: 4, variants: ['v01', 'v02'].map(value), kept: ['v02'] };

describe('the steps of a sweep', () => {
  it('train what is left, each from where it stopped', async () => {
    const sweep = await sweepOf(experiment);
    const epochsIn = (rungs: Rung[]) =>
      nextStep(sweep, rungs)
        .graph.nodes.filter(({ stage, matrix }) => stage === 'train' && matrix.detector === 'fcdd')
        .map(({ parameters, needs }) => [parameters.epochs, needs.previous?.[0] ?? null]);
    expect(epochsIn([])).toEqual([
      [2, null],
      [2, null],
      [2, null],
    ]);
    expect(epochsIn([first])).toEqual([
      [2, null],
      [4, 'train detector=fcdd class=1 seed=0 epochs=2 variant=v01'],
      [2, null],
      [4, 'train detector=fcdd class=1 seed=0 epochs=2 variant=v02'],
    ]);
    expect(epochsIn([first, second])).toEqual([
      [2, null],
      [4, 'train detector=fcdd class=1 seed=0 epochs=2 variant=v01'],
      [2, null],
      [4, 'train detector=fcdd class=1 seed=0 epochs=2 variant=v02'],
      [9, 'train detector=fcdd class=1 seed=0 epochs=4'],
      [2, null],
    ]);
  });

  it('give a training the same parameters whatever follows it', async () => {
    const sweep = await sweepOf(experiment);
    const parametersIn = (rungs: Rung[], epochs: number) =>
      nextStep(sweep, rungs)
        .graph.nodes.filter(
          ({ stage, matrix, parameters }) =>
            stage === 'train' && matrix.detector === 'fcdd' && parameters.epochs === epochs,
        )
        .map(({ parameters, matrix }) => ({ parameters, matrix }));
    expect(parametersIn([first], 2)).toEqual(parametersIn([], 2).slice(0, 2));
    expect(parametersIn([first, second], 4)).toEqual(parametersIn([first], 4));
  });

  it('choose by summaries, without baselines, heatmaps and reports, which are for who reaches the end', async () => {
    const sweep = await sweepOf(experiment);
    const step = nextStep(sweep, [first]);
    expect(step.isLast).toBe(false);
    expect(step.targets).toEqual(['summary variant=v01', 'summary variant=v02']);
    expect(step.graph.nodes.map(({ matrix }) => matrix.detector)).not.toContain('hsc');

    const { graph, targets } = nextStep(sweep, [first, second]);
    expect(targets).toBeUndefined();
    const variantsWith = (stage: string, detector?: string) =>
      graph.nodes
        .filter((node) => node.stage === stage && node.matrix.detector === detector)
        .flatMap(({ results }) => results[0]!.split('/')[1]);
    expect(variantsWith('evaluate', 'hsc')).toEqual(['v02']);
    expect(variantsWith('heatmaps', 'fcdd')).toEqual(['v02']);
    expect(variantsWith('report')).toEqual(['v02']);
    expect(variantsWith('summary')).toEqual(['v01', 'v02', 'v03']);
  });

  it('share what variants have in common', async () => {
    const { graph } = nextStep(await sweepOf(experiment), []);
    expect(graph.nodes.filter(({ stage }) => ['dataset', 'outliers'].includes(stage))).toHaveLength(2);
  });

  it('leave out who failed, also in the report', async () => {
    const sweep = await sweepOf(experiment);
    const without = { ...first, variants: ['v01', 'v02'].map(value) };
    const { graph } = nextStep(sweep, [without, second]);
    expect(graph.nodes.at(-1)).toMatchObject({
      id: 'sweep-report',
      needs: { summaries: ['summary variant=v01', 'summary variant=v02'] },
      parameters: {
        experiment: expect.not.objectContaining({ sweep: expect.anything() }),
        variants: [
          { name: 'v01', epochs: 4 },
          { name: 'v02', report: 'variants/v02/report.html' },
        ],
      },
    });
  });
});
