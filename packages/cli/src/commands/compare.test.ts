import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ProjectStage, createProject, trainStage } from '../testing/project.ts';

const pipeline = `version: 1
name: summed
stages:
${trainStage}  summary:
    uses: tiny-summary
    needs: { training: train }
    with: { experiment: '\${name}', auc: '\${heatmaps.quantile}' }
    results: .
`;

const experiment = (name: string, quantile: number, epochs = 2) => `version: 2
name: ${name}
pipeline: summed
dataset: { name: mnist, classes: ['0', '1'] }
detector: { net: FCDD_CNN28 }
training: { epochs: ${epochs}, seeds: 1 }
heatmaps: { quantile: ${quantile} }
`;

const files = {
  'pipelines/summed.yaml': pipeline,
  'a.yaml': `${experiment('first', 0.75)}baselines: [hsc]\n`,
  'b.yaml': experiment('second', 0.875, 3),
  'same.yaml': experiment('first', 0.9),
  'swept.yaml': `${experiment('swept', 0.5)}sweep: { grid: { heatmaps.quantile: [0.5, 0.6] } }\n`,
};

const stages: Record<string, ProjectStage> = {
  'tiny-summary': {
    code: 'summarize-parameter',
    role: 'summarizes',
    costsLittle: true,
    inputs: { training: { description: '', many: true } },
  },
};

describe('fcdd compare', () => {
  it('writes a comparison of experiments that have run, or of one with its baselines, and says where', async () => {
    const { folder, fcdd } = await createProject(files, stages);
    const read = (file: string) => readFile(join(folder, file), 'utf8');
    expect(await fcdd('run', 'a.yaml')).toMatchObject({ code: 0, stderr: '' });
    expect(await fcdd('compare', 'a.yaml', 'b.yaml')).toMatchObject({
      code: 2,
      stderr:
        "The comparison needs 2 stages of 'second' that have not run.\n  Run them with: fcdd run b.yaml\n",
    });

    await fcdd('run', 'b.yaml');
    expect(await fcdd('compare', 'a.yaml', 'b.yaml')).toEqual({
      code: 0,
      stdout: 'results/compare-first-second/report.html\n',
      stderr: '',
    });
    const { figures } = JSON.parse(await read('results/compare-first-second/comparison.json'));
    expect(figures[0].means).toEqual([0.75, 0.875]);
    const page = await read('results/compare-first-second/report.html');
    expect(page).toContain('training.epochs');
    expect(page).not.toContain('training.batchSize');

    expect((await fcdd('compare', 'a.yaml')).stdout).toBe('results/compare-first/report.html\n');
    const { subjects } = JSON.parse(await read('results/compare-first/comparison.json'));
    expect(subjects.map(({ name }: { name: string }) => name)).toEqual(['fcdd', 'hsc']);
    expect(await read('results/compare-first/report.html')).toMatch(
      />fitting\.net<[^]{0,100}>FCDD_CNN28<[^]{0,100}>CNN28</,
    );
  });

  it.each([
    [['a.yaml', 'same.yaml'], "Two of the experiments are called 'first'."],
    [['a.yaml', 'swept.yaml'], 'swept.yaml is a sweep, whose own report compares its variants.'],
    [['b.yaml'], "There is nothing to compare 'second' with: it has no baselines."],
  ])('refuses %j', async (experiments, message) => {
    const { fcdd } = await createProject(files, stages);
    const { code, stderr } = await fcdd('compare', ...experiments);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
