import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { type Rig, createRig, holdAt } from './index.ts';

const script = join(import.meta.dirname, 'testing/walk.ts');

async function newRig(): Promise<Rig> {
  const rig = await createRig();
  onTestFinished(() => rig.close());
  return rig;
}

function walk(rig: Rig, ...points: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', script, rig.address, ...points], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

it('a process waits at a point until the test lets it continue', async () => {
  const rig = await newRig();
  const child = walk(rig, 'a', 'b');
  const printed = text(child.stdout!);
  const atA = await rig.reached('a');
  expect(atA.pid).toBe(child.pid);
  atA.release();
  const atB = await rig.reached('b');
  child.kill('SIGKILL');
  await atB.ended;
  expect(await printed).toBe('passed a\n');
});

it('the test learns that a process has ended, even one that it has let continue', async () => {
  const rig = await newRig();
  walk(rig, 'a');
  const held = await rig.reached('a');
  held.release();
  await held.ended;
});

it('nobody waits at a point that is open, before or after', async () => {
  const rig = await newRig();
  const early = walk(rig, 'a');
  await rig.reached('a');
  rig.open('a');
  const late = walk(rig, 'a');
  for (const child of [early, late]) expect((await once(child, 'exit'))[0]).toBe(0);
  expect(rig.arrivals('a')).toBe(2);
});

it('a wait ends with its signal, or with the rig', async () => {
  const rig = await createRig();
  const stop = new AbortController();
  const stopped = holdAt(rig.address, 'a', stop.signal);
  await rig.reached('a');
  stop.abort(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  const abandoned = holdAt(rig.address, 'b');
  const failure = expect(abandoned).rejects.toThrow("The rig that held 'b' is gone.");
  await rig.reached('b');
  await rig.close();
  await failure;
});
