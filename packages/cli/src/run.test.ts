import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject, finish } from './testing/project.ts';

describe('fcdd run', () => {
  it('runs an experiment once, says where the report is, and leaves the results', async () => {
    const { folder, fcdd } = await createProject();
    const first = await fcdd('run', 'tiny.yaml');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('tiny: 5 stages ran, 0 cached, in ');
    expect(first.stdout).toMatch(/^train class=1 seed=0: done in .* s, loss 0\.5$/m);
    expect(first.stdout.trimEnd().split('\n').at(-1)).toBe('Report: results/tiny/report.html');
    expect(await readFile(join(folder, 'results/tiny/normal_1/it_0/weights.json'), 'utf8')).toBe(
      '{"class":1,"seed":0,"epochs":2}',
    );
    expect(existsSync(join(folder, '.fcdd/store/store.json'))).toBe(true);

    const second = await fcdd('run', 'tiny.yaml');
    expect(second.stdout).toContain('tiny: 0 stages ran, 5 cached');
    const third = await fcdd('run', 'tiny.yaml', '--set', 'training.seeds=3');
    expect(third.stdout).toContain('tiny: 3 stages ran, 4 cached');
  });

  it('prints one event a line with --json', async () => {
    const { fcdd } = await createProject();
    const { code, stdout } = await fcdd('run', 'tiny.yaml', '--json');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(events[0]).toMatchObject({
      type: 'run-started',
      experiment: 'tiny',
      engine: { backend: 'onnxruntime' },
    });
    expect(events.filter(({ type }) => type === 'stage-finished').length).toBe(5);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'stage-progress', metrics: { loss: 0.5 } }),
    );
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', ran: 5, failures: [] });
  });

  it('exits with 1 when a stage fails, and shows why without a stack trace', async () => {
    const { fcdd } = await createProject();
    const { code, stdout } = await fcdd('run', 'tiny.yaml', '--set', 'training.epochs=13', '--jobs', '1');
    expect(code).toBe(1);
    expect(stdout).toContain('train class=0 seed=0 failed: The loss became NaN in epoch 13.');
    expect(stdout).toContain('tiny: 0 stages ran, 0 cached, 1 failed, 4 did not run');
    expect(stdout).not.toMatch(/\n\s+at /);
  });

  it('exits with 130 when it is interrupted, and leaves no process', async () => {
    const { rig, start } = await createProject();
    const run = start('run', 'tiny.yaml', '--set', 'training.epochs=99');
    const finished = finish(run);
    const { ended } = await rig.reached('trains');
    run.kill('SIGINT');
    const { code, stdout } = await finished;
    expect(code).toBe(130);
    expect(stdout).toContain('Stopped. Run the same command to resume.');
    await ended;
  });

  it('does not need heavy libraries when there is nothing to do', async () => {
    const program = await readFile(join(import.meta.dirname, '../dist/fcdd.js'), 'utf8');
    expect(program).not.toMatch(/from ["'](@tensorflow|onnxruntime-node|sharp)/);
  });
});

describe('fcdd report', () => {
  it('says where the report is, or what has to run before', async () => {
    const { fcdd } = await createProject();
    expect(await fcdd('report', 'tiny.yaml')).toMatchObject({
      code: 2,
      stderr: 'The report needs 4 stages that have not run.\n  Run them with: fcdd run tiny.yaml\n',
    });
    await fcdd('run', 'tiny.yaml');
    expect(await fcdd('report', 'tiny.yaml', '--set', 'heatmaps.quantile=0.9')).toEqual({
      code: 0,
      stdout: 'results/tiny/report.html\n',
      stderr: '',
    });
  });
});

describe('fcdd plan', () => {
  it('says what would run and why', async () => {
    const { fcdd } = await createProject();
    expect((await fcdd('plan', 'tiny.yaml')).stdout).toContain('5 stages: 0 cached, 5 to run, 0 may run');
    await fcdd('run', 'tiny.yaml');
    const { code, stdout } = await fcdd('plan', 'tiny.yaml', '--set', 'training.epochs=3');
    expect(code).toBe(0);
    expect(stdout).toBe(`run     train class=0 seed=0, train class=0 seed=1, train class=1 seed=0, 1 more
          epochs: 2 -> 3
may run report
          it needs train, which runs
5 stages: 0 cached, 4 to run, 1 may run
`);
  });
});

describe('fcdd cache', () => {
  it('lists, checks and cleans the store', async () => {
    const { fcdd } = await createProject();
    await fcdd('run', 'tiny.yaml');
    await fcdd('run', 'tiny.yaml', '--set', 'training.epochs=3');
    expect((await fcdd('cache', 'ls')).stdout).toMatch(/tiny: train class=0 seed=1\n[^]*10 entries\n$/);
    expect((await fcdd('cache', 'verify')).stdout).toBe('10 entries checked, 0 damaged\n');
    expect((await fcdd('cache', 'gc')).stdout).toContain('0 entries removed');
    const { stdout } = await fcdd('cache', 'gc', 'tiny.yaml', '--older-than', '0');
    expect(stdout).toMatch(/^5 entries removed, \d+ B freed\n$/);
    expect((await fcdd('run', 'tiny.yaml')).stdout).toContain('tiny: 0 stages ran, 5 cached');
  });
});
