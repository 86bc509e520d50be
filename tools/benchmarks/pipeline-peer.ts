import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shape } from './pipeline-project.ts';

/** Finds the version of Snakemake; undefined if it is not installed. */
export function findSnakemake(): string | undefined {
  const { status, stdout } = spawnSync('snakemake', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Writes the same stages over the same matrix, each as a shell command, the cheapest job of Snakemake. */
export async function writeSnakefile(folder: string, { classes, seeds, objectives }: Shape): Promise<void> {
  await mkdir(folder, { recursive: true });
  const point = 'objective_{objective}/normal_{class_}/it_{seed}';
  const all = (file: string): string =>
    `expand('${point}/${file}', class_=range(${classes}), seed=range(${seeds}), objective=range(${objectives}))`;
  const rules = `
rule all:
    input: 'report.html'
rule dataset:
    output: 'dataset.json'
    shell: 'echo data > {output}'
rule outliers:
    output: 'outliers.json'
    shell: 'echo data > {output}'
rule train:
    input: 'dataset.json', 'outliers.json'
    output: '${point}/weights.json'
    shell: 'echo {wildcards} > {output}'
rule evaluate:
    input: '${point}/weights.json'
    output: '${point}/roc.json'
    shell: 'cat {input} > {output}'
rule heatmaps:
    input: '${point}/roc.json'
    output: '${point}/heatmaps.json'
    params: quantile=config.get('quantile', 0.85)
    shell: 'cat {input} > {output}'
rule report:
    input: ${all('heatmaps.json')}
    output: 'report.html'
    shell: 'echo done > {output}'
`;
  await writeFile(join(folder, 'Snakefile'), rules.trimStart());
}
