import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StageManifest, StageRole } from '@fcdd/stage';

/** Size of an experiment's matrix, each point of which is trained, evaluated and drawn. */
export interface Shape {
  classes: number;
  seeds: number;
  objectives: number;
}

/** Number of nodes, including two stages of data at the start and the report at the end. */
export function stagesOf({ classes, seeds, objectives }: Shape): number {
  return 3 * classes * seeds * objectives + 3;
}

/** Writes an experiment of this size, whose stages do almost nothing, into a folder like a user's. */
export async function writeProject(folder: string, shape: Shape): Promise<void> {
  const files: Record<string, string> = {
    'experiment.yaml': experiment(shape),
    'pipelines/benchmark.yaml': pipeline(shape),
    ...stagePackage('benchmark-data', 'prepares', [], `write('data.json', parameters);`),
    ...stagePackage(
      'benchmark-train',
      'trains',
      ['dataset', 'outliers'],
      `write('weights.json', parameters);`,
    ),
    ...stagePackage(
      'benchmark-evaluate',
      'scores',
      ['training'],
      `write('roc.json', read('training', 'weights.json'));`,
    ),
    ...stagePackage(
      'benchmark-draw',
      'draws',
      ['evaluation'],
      `write('heatmaps.json', read('evaluation', 'roc.json'));`,
    ),
    ...stagePackage(
      'benchmark-report',
      'reports',
      ['heatmaps'],
      `write('report.html', inputs.heatmaps.length);`,
    ),
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

function experiment({ seeds }: Shape): string {
  return `version: 2
name: benchmark
pipeline: benchmark
dataset: { name: mnist }
detector: { net: FCDD_CNN28 }
training: { epochs: 1, seeds: ${seeds} }
`;
}

function pipeline({ classes, objectives }: Shape): string {
  const matrix = `matrix: { class: [${numbers(classes)}], seed: '\${training.seeds}', objective: [${numbers(objectives)}] }`;
  const results = 'results: objective_${matrix.objective}/normal_${matrix.class}/it_${matrix.seed}';
  return `version: 1
name: benchmark
stages:
  dataset:
    uses: benchmark-data
    with: { dataset: '\${dataset}' }
  outliers:
    uses: benchmark-data
    with: { supervision: '\${supervision}' }
  train:
    uses: benchmark-train
    ${matrix}
    needs: { dataset: dataset, outliers: outliers }
    with: { matrix: '\${matrix}', detector: '\${detector}', optimizer: '\${training.fit.optimizer}' }
    ${results}
  evaluate:
    uses: benchmark-evaluate
    ${matrix}
    needs: { training: train }
    with: { gaussStd: '\${heatmaps.gaussStd}' }
    ${results}
  heatmaps:
    uses: benchmark-draw
    ${matrix}
    needs: { evaluation: evaluate }
    with: { quantile: '\${heatmaps.quantile}' }
    ${results}
  report:
    uses: benchmark-report
    needs: { heatmaps: heatmaps }
    results: .
`;
}

function numbers(count: number): string {
  return Array.from({ length: count }, (_, index) => index).join(', ');
}

function stagePackage(name: string, role: StageRole, inputs: string[], run: string): Record<string, string> {
  const manifest: StageManifest = {
    name,
    description: 'Does next to nothing',
    role,
    parameters: { type: 'object' },
    inputs: Object.fromEntries(inputs.map((input) => [input, { description: '', many: true }])),
    outputs: {},
    resources: { threads: 'one', memory: 10 },
    reusesProcess: true,
    code: createHash('sha256').update(run).digest('hex'),
    versions: {},
  };
  return {
    [`node_modules/${name}/package.json`]: '{"type": "module"}',
    [`node_modules/${name}/dist/manifest.json`]: JSON.stringify(manifest),
    [`node_modules/${name}/dist/stage.js`]: `
      import { readFileSync, writeFileSync } from 'node:fs';
      import { join } from 'node:path';
      export const stage = { name: '${name}', async run({ parameters, inputs, outputFolder }) {
        const read = (input, file) => JSON.parse(readFileSync(join(inputs[input][0].folder, file)));
        const write = (file, value) => writeFileSync(join(outputFolder, file), JSON.stringify(value));
        ${run}
      } };`,
  };
}
