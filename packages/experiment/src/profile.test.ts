import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadProfile } from './profile.ts';
import { failureOf, temporaryFiles } from './testing/temporary-files.ts';

async function profileOf(text: string): Promise<{ folder: string; load(): Promise<unknown> }> {
  const folder = await temporaryFiles({ 'slurm.yaml': text });
  return { folder, load: () => loadProfile(join(folder, 'slurm.yaml')) };
}

it('a profile has defaults for what it does not say', async () => {
  const { load } = await profileOf('version: 1\nexecutor: slurm\nstages: { train: { gpus: "a100:1" } }\n');
  expect(await load()).toEqual({
    version: 1,
    executor: 'slurm',
    maxJobs: 1000,
    pollEvery: 15,
    defaults: {},
    stages: { train: { gpus: 'a100:1' } },
  });
});

it('all errors in a profile are reported with their positions', async () => {
  const { folder, load } = await profileOf(`version: 1
executor: slurm
defaults: { partion: gpu, time: '12:00' }
stages:
  train: { memory: 16 GB, modules: [--help, "a b"], gpus: two, account: "x\\ny" }
`);
  const message = await failureOf(load(), folder);
  expect(message).toContain("slurm.yaml:3:13: There is no key 'partion' in defaults.");
  expect(message).toContain("Did you mean 'partition'?");
  expect(message).toContain('slurm.yaml:3:33: defaults.time must match');
  expect(message).toContain('Maximum duration of a job, such as 90m, 12h or 2d.');
  for (const path of ['memory', 'modules[0]', 'modules[1]', 'gpus', 'account'])
    expect(message).toContain(`stages.train.${path} must match`);
});

it('the example is a profile', async () => {
  const file = join(import.meta.dirname, '../../../configs/profiles/slurm.yaml');
  expect(await loadProfile(file)).toMatchObject({ executor: 'slurm', stages: { train: { time: '12h' } } });
});
