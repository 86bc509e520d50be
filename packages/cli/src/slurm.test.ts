import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Held } from '@fcdd/rig';
import { useCluster, whyNoCluster } from '@fcdd/runner/testing/cluster';
import { describe, expect, it, vi } from 'vitest';
import { type Project, createProject, finish } from './testing/project.ts';

const lack = whyNoCluster();

const profile = `version: 1
executor: slurm
pollEvery: 1
defaults: { memory: 200M, threads: 2 }
stages: { trian: { threads: 1 } }
`;

describe.skipIf(lack)(`fcdd run --profile, of a cluster${lack ? ` (skipped: ${lack})` : ''}`, () => {
  const cluster = useCluster();

  function createSlurmProject(): Promise<Project> {
    return createProject(
      { 'slurm.yaml': profile },
      { 'tiny-train': { code: 'train-as-job', role: 'trains' } },
    );
  }

  /** Resolves when all trainings wait for the test to let them continue. */
  async function allTrain({ rig }: Project): Promise<Held[]> {
    const held: Held[] = [];
    for (let count = 0; count < 4; count++) held.push(await rig.reached('trains'));
    return held;
  }

  it('runs an experiment as jobs, and finds it in the store afterwards', async () => {
    const project = await createSlurmProject();
    const { folder, fcdd } = project;
    const run = project.start('run', 'tiny.yaml', '--profile', 'slurm.yaml');
    const finished = finish(run);
    // A job that ended before the run asks the queue would never be seen to run.
    const areSeen = untilPrinted(run, /(runs as job[^]*){4}/);
    await allTrain(project);
    await areSeen;
    project.rig.open('trains');
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
    const { folder, rig, start, fcdd } = project;
    const first = start('run', 'tiny.yaml', '--profile', 'slurm.yaml');
    const held = await allTrain(project);
    first.kill('SIGKILL');
    await once(first, 'exit');
    expect((await cluster.queue()).length).toBe(4);
    const second = start('run', 'tiny.yaml', '--profile', 'slurm.yaml', '--verbose');
    const finished = finish(second);
    await untilPrinted(second, /runs as job/);
    second.kill('SIGKILL');
    await finished;
    rig.open('trains');
    await Promise.all(held.map(({ ended }) => ended));
    await vi.waitUntil(async () => (await cluster.queue()).length === 0, { timeout: 250_000 });
    const third = await fcdd('run', 'tiny.yaml', '--profile', 'slurm.yaml');
    expect(third).toMatchObject({ code: 0, stderr: '' });
    expect(third.stdout).toContain('tiny: 5 stages ran, 0 cached');
    expect(rig.arrivals('trains')).toBe(4);
    expect((await readdir(join(folder, '.fcdd/store/jobs'))).filter((name) => name !== 'slurm')).toEqual([]);
  });

  it('is shared by two runs at once: each stage is one job', async () => {
    const project = await createSlurmProject();
    const runs = [1, 2].map(() => project.start('run', 'tiny.yaml', '--profile', 'slurm.yaml'));
    const ends = runs.map(finish);
    const areBothThere = Promise.all(runs.map((run) => untilPrinted(run, /train class=/)));
    await allTrain(project);
    await areBothThere;
    expect((await cluster.queue()).length).toBe(4);
    project.rig.open('trains');
    expect((await Promise.all(ends)).map(({ code }) => code)).toEqual([0, 0]);
    expect(project.rig.arrivals('trains')).toBe(4);
  });

  it('ends its jobs when it is interrupted', async () => {
    const project = await createSlurmProject();
    const run = project.start('run', 'tiny.yaml', '--profile', 'slurm.yaml');
    const finished = finish(run);
    await allTrain(project);
    run.kill('SIGINT');
    const { code, stdout } = await finished;
    expect(code).toBe(130);
    expect(stdout).toContain('Stopped. Run the same command to resume.');
    expect(await cluster.queue()).toEqual([]);
    expect(existsSync(join(project.folder, 'results/tiny/normal_0'))).toBe(false);
  });
});

/** Resolves when a process has printed text like this. */
function untilPrinted({ stdout }: ChildProcess, text: RegExp): Promise<void> {
  let printed = '';
  return new Promise((resolve) =>
    stdout!.on('data', (part) => {
      printed += part;
      if (text.test(printed)) resolve();
    }),
  );
}
