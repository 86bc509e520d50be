import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProject } from './testing/project.ts';

const pipeline = `version: 1
name: tiny
stages:
  train:
    uses: tiny-train
    when: { detectors.fcdd.initialization: [weights] }
    with: { epochs: '\${training.epochs}', weights: '\${detector.weights}' }
    results: .
`;

it('a file that an experiment names counts by its content, wherever it is', async () => {
  const { folder, fcdd } = await createProject({
    'pipelines/tiny.yaml': pipeline,
    'experiments/tiny.yaml': "extends: ../tiny.yaml\ndetector: { weights: './net.pth' }\n",
    'experiments/net.pth': 'one',
  });
  const plan = async (...options: string[]) =>
    (await fcdd('plan', 'experiments/tiny.yaml', ...options)).stdout.trim().split('\n').at(-1);
  expect(await fcdd('run', 'experiments/tiny.yaml')).toMatchObject({ code: 0 });
  expect(await plan()).toBe('1 stages: 1 cached, 0 to run, 0 may run');

  await mkdir(join(folder, 'elsewhere'));
  await rename(join(folder, 'experiments/net.pth'), join(folder, 'elsewhere/other.pth'));
  expect(await plan('--set', 'detector.weights=../elsewhere/other.pth')).toBe(
    '1 stages: 1 cached, 0 to run, 0 may run',
  );

  await writeFile(join(folder, 'experiments/net.pth'), 'two');
  expect(await plan()).toBe('1 stages: 0 cached, 1 to run, 0 may run');
});
