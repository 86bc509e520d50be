import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { type Project, createProject, finish } from './testing/project.ts';

/** A run whose trainings wait until they are stopped; the first of them runs. */
async function startRun({ start, fcdd, rig }: Project): Promise<() => Promise<unknown>> {
  const run = start('run', 'tiny.yaml', '--set', 'training.epochs=99', '--jobs', '1');
  const finished = finish(run);
  await rig.reached('trains');
  // The run tells others how it goes once a second.
  const isTold = async () => (await fcdd('status', '--json')).stdout.includes('"fingerprint"');
  await vi.waitUntil(isTold, { timeout: 250_000 });
  return async () => {
    run.kill('SIGINT');
    return finished;
  };
}

describe('fcdd status', () => {
  it('shows what runs, and how it ended', async () => {
    const project = await createProject();
    const { fcdd } = project;
    expect((await fcdd('status')).stdout).toBe("Nothing has run in '.fcdd/store'.\n");
    const stop = await startRun(project);
    const [run] = JSON.parse((await fcdd('status', '--json')).stdout).running;
    expect(run).toMatchObject({ experiment: 'tiny', running: [{ id: 'train class=0 seed=0', threads: 1 }] });
    expect((await fcdd('status', 'tiny.yaml')).stdout).toMatch(
      /^tiny: running for \d+ s, process \d+ on .+\n {2}train +░+ 0\/4\n {2}report +░+ 0\/1\n$/,
    );
    await stop();
    expect((await fcdd('status')).stdout).toMatch(
      /^tiny: the last run was stopped at .+: 0 ran, 0 cached, 5 did not run\ntiny:\n {2}train {3}0 of 4 are in the store, 4 to run\n {2}report {2}0 of 1 are in the store, 1 to run\n$/,
    );
  });

  it('shows the last failures', async () => {
    const { fcdd } = await createProject();
    await fcdd('run', 'tiny.yaml', '--set', 'training.epochs=13', '--jobs', '1');
    const { stdout } = await fcdd('status');
    expect(stdout).toContain('train class=0 seed=0 failed: The loss became NaN in epoch 13.');
    expect(stdout).toMatch(
      /^tiny: the last run ended at \d{4}-\d\d-\d\d \d\d:\d\d: 0 ran, 0 cached, 1 failed, 4 did not run\n/,
    );
  });
});

describe('fcdd logs', () => {
  it('shows what stages have logged, of the experiment that ran last or of the named one', async () => {
    const { fcdd } = await createProject();
    await fcdd('run', 'tiny.yaml');
    const log = 'Train with 2 epochs.\n';
    expect((await fcdd('logs', 'train class=1 seed=0')).stdout).toBe(log);
    expect((await fcdd('logs', 'tiny.yaml', 'train class=1')).stdout).toBe(
      `==> train class=1 seed=0 (finished) <==\n${log}==> train class=1 seed=1 (finished) <==\n${log}`,
    );
    expect(await fcdd('logs', 'report')).toMatchObject({
      stdout: '',
      stderr: "'report' has logged nothing.\n",
    });
    expect(await fcdd('logs', 'tiny.yaml', 'trian')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Did you mean 'train'?"),
    });
    expect(await fcdd('logs', 'train', 'tiny.yaml')).toMatchObject({
      code: 2,
      stderr: "Name the experiment file before the stage.\n  Write 'tiny.yaml' first, then 'train'.\n",
    });
    expect((await fcdd('logs')).stderr).toContain("missing required argument 'stage'");
  });

  it('shows the end of what failed, before what has not', async () => {
    const { fcdd } = await createProject();
    await fcdd('run', 'tiny.yaml', '--set', 'training.epochs=13', '--jobs', '1');
    expect((await fcdd('logs', 'train')).stdout).toBe('Train with 13 epochs.\n');
  });

  it('follows a stage to its end', async () => {
    const project = await createProject();
    const stop = await startRun(project);
    const following = project.start('logs', 'train', '--follow');
    const finished = finish(following);
    await once(following.stdout!, 'data');
    await stop();
    expect(await finished).toMatchObject({ code: 0, stdout: 'Train with 99 epochs.\n' });
  });
});

describe('fcdd why', () => {
  it('names the parameter that differs from the nearest in the store', async () => {
    const { fcdd } = await createProject();
    await fcdd('run', 'tiny.yaml');
    const { stdout } = await fcdd('why', 'tiny.yaml', 'train class=1 seed=0', '--set', 'training.epochs=5');
    expect(stdout).toMatch(
      /^train class=1 seed=0 runs, compared with [0-9a-f]{12} of tiny, .+\n {2}epochs: 2 -> 5\n$/,
    );
    expect((await fcdd('why', 'report')).stdout).toMatch(/^report is in the store \([0-9a-f]{12}\)\n$/);
  });
});

describe('fcdd run', () => {
  it('runs targets, and stages again, as plan says before', async () => {
    const { fcdd } = await createProject();
    const first = await fcdd('run', 'tiny.yaml', '--target', 'train class=0', '-j', '2');
    expect(first.stdout).toContain('tiny: 2 stages ran, 0 cached');
    expect((await fcdd('plan', 'tiny.yaml', '--target', 'train')).stdout).toContain(
      '4 stages: 2 cached, 2 to run, 0 may run',
    );
    await fcdd('run', 'tiny.yaml');
    const args = ['tiny.yaml', '--force', 'train class=1'];
    expect((await fcdd('plan', ...args)).stdout).toContain('5 stages: 2 cached, 2 to run, 1 may run');
    expect((await fcdd('run', ...args)).stdout).toContain('tiny: 2 stages ran, 3 cached');
    expect(await fcdd('run', 'tiny.yaml', '--limit', 'trian=2')).toMatchObject({ code: 2 });
  });

  it('hands out the graphics processors that are named', async () => {
    const { fcdd } = await createProject();
    const refused = await fcdd('run', 'tiny.yaml', '--gpus', 'first');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('Write it like 0 or 0,1.') });
    const twice = await fcdd('run', 'tiny.yaml', '--gpus', '0,0');
    expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('Name each index once.') });
  });
});
