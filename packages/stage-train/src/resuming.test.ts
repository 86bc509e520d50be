import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError } from '@fcdd/errors';
import { readHistory } from '@fcdd/records';
import { expect, test } from 'vitest';
import { stage } from './stage.ts';
import { type Changes, type Run, createRun } from './testing/context.ts';

test('resumes from its checkpoint as if it had never stopped', async () => {
  const whole = await createRun();
  await stage.run(whole);

  const interrupted = await createRun({ checkpointEvery: 2 });
  stopWhen(interrupted, (message) => message.startsWith('Epoch 3'));
  await expect(stage.run(interrupted)).rejects.toThrow(CancelledError);
  expect(await readdir(interrupted.checkpointFolder)).toEqual(['checkpoint.safetensors']);

  const resumed = await again(interrupted);
  await stage.run(resumed);
  expect(resumed.messages[0]).toBe('The training continues after epoch 3.');
  expect(resumed.messages).toHaveLength(2);
  expect(await readHistory(resumed.outputFolder)).toEqual(await readHistory(whole.outputFolder));
  expect(await snapshot(resumed)).toEqual(await snapshot(whole));
});

test('resumes the same training with fewer epochs as if it had never stopped', async () => {
  const changes: Changes = { optimizer: { type: 'adam', learningRate: 0.002, weightDecay: 1e-6 } };
  const whole = await createRun({ ...changes, epochs: 6 });
  await stage.run(whole);

  const first = await createRun({ ...changes, epochs: 2 });
  await stage.run(first);
  const second = await after(first, { epochs: 6 });
  await stage.run(second);
  expect(second.messages[0]).toBe('The training continues after epoch 2.');
  expect(second.messages).toHaveLength(5);
  expect(await readHistory(second.outputFolder)).toEqual(await readHistory(whole.outputFolder));
  expect(await snapshot(second)).toEqual(await snapshot(whole));
});

test('counts its checkpoint more than the training before', async () => {
  const first = await createRun({ epochs: 1 });
  await stage.run(first);
  const interrupted = await after(first, { epochs: 4, checkpointEvery: 2 });
  stopWhen(interrupted, (message) => message.startsWith('Epoch 3'));
  await expect(stage.run(interrupted)).rejects.toThrow(CancelledError);
  const resumed = await again(interrupted);
  await stage.run(resumed);
  expect(resumed.messages[0]).toBe('The training continues after epoch 3.');
});

test.each<[string, Changes, string]>([
  ['no fewer epochs', { epochs: 2 }, 'already has 2 epochs; this one has 2'],
  ['other parameters', { epochs: 4, batchSize: 8 }, "has another value of 'batchSize'"],
])('does not resume from a training with %s', async (_name, changes, message) => {
  const first = await createRun({ epochs: 2 });
  await stage.run(first);
  await expect(stage.run(await after(first, changes))).rejects.toThrow(message);
});

test('stops between two batches', async () => {
  const run = await createRun();
  run.progress = () => run.stop.abort(new CancelledError());
  await expect(stage.run(run)).rejects.toThrow(CancelledError);
  expect(run.messages).toEqual([]);
  expect(await readdir(run.checkpointFolder)).toEqual([]);
});

test('hears of a stop from outside while it computes', async () => {
  const run = await createRun({ epochs: 40 });
  run.progress = () => void setTimeout(() => run.stop.abort(new CancelledError()), 1);
  await expect(stage.run(run)).rejects.toThrow(CancelledError);
  expect(run.messages.length).toBeLessThan(3);
});

test.each<[string, string, Changes, (file: string) => Promise<void>]>([
  ['a damaged', 'is damaged', {}, async (file) => writeFile(file, (await readFile(file)).subarray(0, 500))],
  ["another training's", 'belongs to another training', { batchSize: 8 }, async () => {}],
])('%s checkpoint is ignored with a warning', async (_name, reason, changes, damage) => {
  const interrupted = await createRun({ checkpointEvery: 1 });
  stopWhen(interrupted, (message) => message.startsWith('Epoch 1'));
  await expect(stage.run(interrupted)).rejects.toThrow(CancelledError);
  await damage(join(interrupted.checkpointFolder, 'checkpoint.safetensors'));

  const next = await again(interrupted, changes);
  await stage.run(next);
  expect(next.messages[0]).toBe(
    `Warning: The checkpoint ${reason}, so the training starts from the beginning.`,
  );
  expect(await readHistory(next.outputFolder)).toHaveLength(4);
});

function stopWhen(run: Run, matches: (message: string) => boolean): void {
  const { info } = run.log;
  run.log.info = (message) => {
    info(message);
    if (matches(message)) run.stop.abort(new CancelledError());
  };
}

/** A second run of the same stage, which finds what the first has left. */
async function again(run: Run, changes: Changes = {}): Promise<Run> {
  const next = await createRun({ ...run.parameters, ...changes });
  return Object.assign(next, { inputs: run.inputs, checkpointFolder: run.checkpointFolder });
}

/** A run that the outputs of another feed. */
async function after(run: Run, changes: Changes): Promise<Run> {
  const next = await createRun({ ...run.parameters, ...changes });
  const previous = [{ stage: 'train', matrix: {}, folder: run.outputFolder }];
  return Object.assign(next, { inputs: { ...run.inputs, previous } });
}

function snapshot({ outputFolder }: Run): Promise<Buffer> {
  return readFile(join(outputFolder, 'snapshot.safetensors'));
}
