import { existsSync, readFileSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Project, type ProjectStage, createProject, finish } from './testing/project.ts';

const pipeline = `version: 1
name: swept
stages:
  train:
    uses: swept-train
    series: { name: epochs, values: '\${training.stops}', input: previous }
    with: { rate: '\${training.fit.optimizer.learningRate}', epochs: '\${series.epochs}' }
    results: normal_0/it_0
  heatmaps:
    uses: swept-heatmaps
    needs: { training: train }
    with: { quantile: '\${heatmaps.quantile}' }
    results: normal_0/it_0
  summary: { uses: swept-summary, needs: { training: train }, results: . }
  report: { uses: swept-report, needs: { heatmaps: heatmaps }, with: { quantile: '\${heatmaps.quantile}' }, results: . }
`;

const one = (name: string) => ({ [name]: { description: '' } });

const reports = { role: 'reports', costsLittle: true } as const;

const stages: Record<string, ProjectStage> = {
  'swept-train': {
    code: 'train-in-steps',
    role: 'trains',
    inputs: { previous: { description: '', optional: true } },
  },
  'swept-heatmaps': { code: 'draw', role: 'draws', inputs: one('training') },
  'swept-summary': {
    code: 'summarize-rate',
    role: 'summarizes',
    costsLittle: true,
    inputs: one('training'),
  },
  'swept-report': { code: 'report-quantile', ...reports, inputs: one('heatmaps') },
  '@fcdd/stage-sweep-report': {
    code: 'report-sweep',
    ...reports,
    inputs: { summaries: { description: '', many: true } },
  },
};

async function createSweep(sweep: string): Promise<Project> {
  const files = {
    'pipelines/swept.yaml': pipeline,
    'sweep.yaml': `version: 2
name: sweep
pipeline: swept
dataset: { name: mnist, classes: ['0'] }
detector: { net: FCDD_CNN28 }
training: { epochs: 9 }
sweep: ${sweep}
`,
  };
  return createProject(files, stages);
}

async function trained({ folder }: Project): Promise<string[]> {
  return (await readFile(join(folder, 'trained'), 'utf8')).trimEnd().split('\n').sort();
}

async function told({ folder }: Project): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, 'results/sweep/told.json'), 'utf8'));
}

const halved =
  '{ grid: { training.optimizer.learningRate: [0.1, 0.04, 0.02, 0.01] }, halving: { epochs: [2, 4], keep: 0.5 } }';

describe('a sweep', () => {
  it('over heatmaps trains once, and shows each variant by itself', async () => {
    const project = await createSweep('{ grid: { heatmaps.quantile: [0.8, 0.9, 0.95] } }');
    const { code, stdout } = await project.fcdd('run', 'sweep.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('Sweep of 3 variants');
    expect(stdout).toContain('sweep: 9 stages ran, 0 cached');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Report: results/sweep/report.html');
    expect(await trained(project)).toEqual(['0.01: 0 to 9']);

    const results = join(project.folder, 'results/sweep');
    expect((await readdir(results)).filter((name) => !name.startsWith('.')).sort()).toEqual([
      'logs',
      'report.html',
      'told.json',
      'variants',
    ]);
    expect(await readFile(join(results, 'variants/v03/report.html'), 'utf8')).toBe('quantile 0.95');
    expect((await readdir(join(results, 'variants/v01/normal_0/it_0'))).sort()).toEqual([
      'heatmaps.json',
      'weights.json',
    ]);
    expect(await told(project)).toEqual({
      metric: 'auc',
      parameters: ['heatmaps.quantile'],
      variants: [0.8, 0.9, 0.95].map((quantile, index) => ({
        name: `v0${index + 1}`,
        values: { 'heatmaps.quantile': quantile },
        report: `variants/v0${index + 1}/report.html`,
      })),
      rungs: [],
      experiment: {
        version: 2,
        name: 'sweep',
        pipeline: 'swept',
        dataset: { name: 'mnist', classes: ['0'] },
        detector: { net: 'FCDD_CNN28' },
        training: { epochs: 9 },
      },
      inputs: 3,
    });

    const elsewhere = await project.fcdd('run', 'sweep.yaml', '--results', 'elsewhere');
    expect(elsewhere.stdout).toContain('sweep: 0 stages ran, 9 cached');

    const base = await project.fcdd('run', 'sweep.yaml', '--set', 'sweep=null', '--set', 'name=base');
    expect(base.stdout).toContain('base: 2 stages ran, 2 cached');
  });

  it("tells its report what was changed for the run, and which of the user's files each variant has", async () => {
    const project = await createSweep('{ grid: { detector.weights: [null, a.pth, b.pth] } }');
    for (const name of ['a', 'b']) await writeFile(join(project.folder, `${name}.pth`), name);
    expect((await project.fcdd('run', 'sweep.yaml', '--set', 'training.epochs=3')).stderr).toBe('');
    const { variants, experiment } = await told(project);
    expect(variants).toMatchObject([
      expect.not.objectContaining({ files: expect.anything() }),
      { files: { 'detector.weights': expect.stringMatching(/^sha256:/) } },
      { files: { 'detector.weights': expect.stringMatching(/^sha256:/) } },
    ]);
    expect(experiment).toMatchObject({ training: { epochs: 3 } });
  });

  it('is shown before it runs', async () => {
    const { fcdd } = await createSweep(halved);
    expect((await fcdd('validate', 'sweep.yaml')).stdout).toBe('sweep.yaml: sweep is valid, 4 variants\n');
    expect((await fcdd('validate', 'sweep.yaml', '--verbose')).stdout).toContain(
      '  v02: training.optimizer.learningRate=0.04\n',
    );
    const { stdout } = await fcdd('plan', 'sweep.yaml');
    expect(stdout).toBe(`run     train variant=v01, train variant=v02, train variant=v03, 1 more
          has not run yet
run     summary variant=v01, summary variant=v02, summary variant=v03, 1 more
          has not run yet
8 stages: 0 cached, 8 to run, 0 may run
Step 1 of 3: 4 variants, up to epoch 2
Then the best 2 of 4 by auc train up to epoch 4.
Then the best 1 of 2 by auc train to the end.
What each variant is: fcdd validate sweep.yaml --verbose
`);
    expect((await fcdd('report', 'sweep.yaml')).code).toBe(2);
  });
});

describe('successive halving', () => {
  it('lets the best continue from where they stopped, and trains nothing twice', async () => {
    const project = await createSweep(halved);
    const first = await project.fcdd('run', 'sweep.yaml');
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('After epoch 2 the best 2 of 4 by auc continue: v01 0.1000, v02 0.0400\n');
    expect(first.stdout).toContain('After epoch 4 the best 1 of 2 by auc continue: v02 0.9000\n');
    const all = [
      '0.01: 0 to 2',
      '0.02: 0 to 2',
      '0.04: 0 to 2',
      '0.04: 2 to 4',
      '0.04: 4 to 9',
      '0.1: 0 to 2',
      '0.1: 2 to 4',
    ];
    expect(await trained(project)).toEqual(all);
    expect(await told(project)).toMatchObject({
      variants: [
        { name: 'v01', epochs: 4 },
        { name: 'v02', report: 'variants/v02/report.html' },
        { name: 'v03', epochs: 2 },
        { name: 'v04', epochs: 2 },
      ],
      rungs: [
        {
          epochs: 2,
          variants: [
            { name: 'v01', value: 0.1 },
            { name: 'v02', value: 0.04 },
            { name: 'v03', value: 0.02 },
            { name: 'v04', value: 0.01 },
          ],
          kept: ['v01', 'v02'],
        },
        { epochs: 4, variants: [{ name: 'v01' }, { name: 'v02' }], kept: ['v02'] },
      ],
      inputs: 4,
    });

    const second = await project.fcdd('run', 'sweep.yaml');
    expect(second.stdout).toContain('sweep: 0 stages ran, ');
    expect(second.stdout).toContain('After epoch 4 the best 1 of 2 by auc continue: v02 0.9000\n');
    expect(await trained(project)).toEqual(all);
    expect((await project.fcdd('report', 'sweep.yaml')).stdout).toBe('results/sweep/report.html\n');
    expect((await project.fcdd('cache', 'gc', 'sweep.yaml', '--older-than', '0')).stdout).toContain(
      '0 entries removed',
    );
  });

  it('resumes after it was killed', async () => {
    const project = await createSweep(halved);
    const args = ['run', 'sweep.yaml', '--set', 'training.epochs=13'];
    const run = project.start(...args);
    const finished = finish(run);
    const { ended } = await project.rig.reached('last step');
    run.kill('SIGKILL');
    await Promise.all([finished, ended]);
    expect(await trained(project)).toHaveLength(6);
    project.rig.open('last step');
    expect((await project.fcdd(...args)).code).toBe(0);
    const lines = await trained(project);
    expect(lines).toHaveLength(7);
    expect(new Set(lines).size).toBe(7);
  });

  it('continues without failed variants if an option says so, and chooses by the given metric', async () => {
    const project = await createSweep(
      halved.replace('{ grid', '{ metric: bestF1, grid').replace('0.1,', '0.1, 0.5,'),
    );
    const stopped = await project.fcdd('run', 'sweep.yaml', '--jobs', '1');
    expect(stopped.code).toBe(1);
    expect(existsSync(join(project.folder, 'results/sweep/report.html'))).toBe(false);

    const { code, stdout } = await project.fcdd('run', 'sweep.yaml', '--keep-going', '--json');
    expect(code).toBe(1);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.filter(({ type }) => type === 'sweep').map(({ message }) => message)).toEqual([
      'Step 1 of 3: 5 variants, up to epoch 2',
      'v02 drops out: stages have failed.',
      'After epoch 2 the best 2 of 4 by bestF1 continue: v05 0.9900, v04 0.9800',
      'Step 2 of 3: 2 variants, up to epoch 4',
      'After epoch 4 the best 1 of 2 by bestF1 continue: v05 0.9900',
      'Step 3 of 3: 1 variant, to the end of training',
    ]);
    expect((await told(project)).variants).toMatchObject([
      { name: 'v01' },
      { name: 'v03' },
      { name: 'v04' },
      { name: 'v05' },
    ]);
  });
});

describe('a sweep without halving', () => {
  it('reports on the variants that succeeded, if an option says to continue', async () => {
    const project = await createSweep('{ grid: { training.optimizer.learningRate: [0.1, 0.5] } }');
    const { code, stdout } = await project.fcdd('run', 'sweep.yaml', '--keep-going');
    expect(code).toBe(1);
    expect(stdout).toContain('v02 drops out');
    expect(await told(project)).toMatchObject({ variants: [{ name: 'v01' }], inputs: 1 });
    expect(readFileSync(join(project.folder, 'trained'), 'utf8')).toBe('0.1: 0 to 9\n');
  });
});
