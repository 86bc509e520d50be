import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { useCluster, whyNoCluster } from '@fcdd/runner/testing/cluster';
import { describe, expect, it } from 'vitest';
import { type Project, createProject, finish } from './testing/project.ts';

const lack = whyNoCluster();

const profile = `version: 1
executor: slurm
pollEvery: 1
defaults: { memory: 200M, threads: 2 }
stages: { trian: { threads: 1 } }
`;

/** Trains until it is released or asked to end, and notes each start. */
const train = `
  import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
  import { join } from 'node:path';
  import { setTimeout as sleep } from 'node:timers/promises';
  export const stage = { name: 'tiny-train', async run({ parameters, outputFolder, settings, signal, threads }) {
    process.chdir(join(settings.dataFolder, '../..'));
    appendFileSync('starts', parameters.class + ' ' + parameters.seed + '\\n');
    while (!existsSync('go')) await sleep(50, undefined, { signal });
    writeFileSync(join(outputFolder, 'weights.json'), JSON.stringify({ ...parameters, threads }));
  } };`;

describe.skipIf(lack)(`fcdd run --profile, of a cluster${lack ? ` (skipped: ${lack})` : ''}`, () => {
  const cluster = useCluster();

  function createSlurmProject(): Promise<Project> {
    return createProject({ 'slurm.yaml': profile, 'node_modules/tiny-train/dist/stage.js': train });
  }

  async function starts({ folder }: Project, count: number): Promise<string[]> {
    for (;;) {
      const lines = await readFile(join(folder, 'starts'), 'utf8').catch(() => '');
      const started = lines.split('\n').filter(Boolean);
      if (started.length >= count) return started.sort();
      await sleep(50);
    }
  }

  it('runs an experiment as jobs, and finds it in the store afterwards', async () => {
    const project = await createSlurmProject();
    const { folder, fcdd } = project;
    const finished = finish(project.start('run', 'tiny.yaml', '--profile', 'slurm.yaml'));
    await starts(project, 4);
    // The queue is asked each second: a shorter job would never be seen to run.
    await sleep(2500);
    await writeFile(join(folder, 'go'), '');
    const { code, stdout, stderr } = await finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      "The profile has options for 'trian', which is not a stage here. Did you mean 'train'?",
    );
    expect(stdout).toMatch(/^train class=0 seed=0: started \(2 threads/m);
    expect(stdout).toMatch(/^train class=0 seed=0: (runs|waits) as job \d+_\d/m);
    expect(stdout).toContain('tiny: 5 stages ran, 0 cached');
    expect(
      JSON.parse(await readFile(join(folder, 'results/tiny/normal_1/it_0/weights.json'), 'utf8')),
    ).toEqual({
      class: 1,
      seed: 0,
      epochs: 2,
      threads: 2,
    });
    expect((await fcdd('run', 'tiny.yaml')).stdout).toContain('tiny: 0 stages ran, 5 cached');
    expect(await cluster.queue()).toEqual([]);
  });

  it('resumes with its jobs after it was killed, even with those that have ended meanwhile', async () => {
    const project = await createSlurmProject();
    const { folder, start, fcdd } = project;
    const first = start('run', 'tiny.yaml', '--profile', 'slurm.yaml');
    const all = ['0 0', '0 1', '1 0', '1 1'];
    expect(await starts(project, 4)).toEqual(all);
    first.kill('SIGKILL');
    await once(first, 'exit');
    expect((await cluster.queue()).length).toBe(4);
    const second = start('run', 'tiny.yaml', '--profile', 'slurm.yaml', '--verbose');
    const finished = finish(second);
    await sleep(1500);
    second.kill('SIGKILL');
    await finished;
    await writeFile(join(folder, 'go'), '');
    while ((await cluster.queue()).length > 0) await sleep(100);
    const third = await fcdd('run', 'tiny.yaml', '--profile', 'slurm.yaml');
    expect(third).toMatchObject({ code: 0, stderr: '' });
    expect(third.stdout).toContain('tiny: 5 stages ran, 0 cached');
    expect(await starts(project, 4)).toEqual(all);
    expect((await readdir(join(folder, '.fcdd/store/jobs'))).filter((name) => name !== 'slurm')).toEqual([]);
  });

  it('is shared by two runs at once: each stage is one job', async () => {
    const project = await createSlurmProject();
    const runs = [1, 2].map(() => project.fcdd('run', 'tiny.yaml', '--profile', 'slurm.yaml'));
    await starts(project, 4);
    await sleep(500);
    await writeFile(join(project.folder, 'go'), '');
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0]);
    expect((await starts(project, 4)).length).toBe(4);
  });

  it('ends its jobs when it is interrupted', async () => {
    const project = await createSlurmProject();
    const run = project.start('run', 'tiny.yaml', '--profile', 'slurm.yaml');
    const finished = finish(run);
    await starts(project, 4);
    run.kill('SIGINT');
    const { code, stdout } = await finished;
    expect(code).toBe(130);
    expect(stdout).toContain('Stopped. Run the same command to resume.');
    expect(await cluster.queue()).toEqual([]);
    expect(existsSync(join(project.folder, 'results/tiny/normal_0'))).toBe(false);
  });
});
