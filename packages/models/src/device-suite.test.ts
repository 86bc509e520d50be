import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parameterCount } from './catalogue.ts';
import { nets } from './index.ts';
import { type DeviceProcess, type TestedDevice, isSoftware, startDevice } from './testing/device-process.ts';
import type { NetFigures, NetRequest } from './testing/net-figures.ts';

const devices: TestedDevice[] = ['cpu', 'webgpu', 'cuda', 'tensorflow'];

/** Relative to the largest element of a tensor. On the reference's own device every bit is the same. */
const tolerances: Record<TestedDevice, number> = { cpu: 0, webgpu: 2e-3, cuda: 2e-3, tensorflow: 2e-3 };

let reference: DeviceProcess;
beforeAll(async () => {
  reference = await startDevice('cpu');
});
afterAll(() => reference.end());

describe.each(devices)('the device %s', async (device) => {
  const started = await startDevice(device).catch((error: Error) => error);
  if (started instanceof Error) {
    it.skip(`computes all nets (skipped: ${started.message.replaceAll(/[()]/g, ' ').slice(0, 120)})`);
    return;
  }
  afterAll(() => started.end());

  it('pools windows that overlap like the reference, and gives gradients to the first maximum', async () => {
    expectAlike(await started.ask('pooling'), await reference.ask('pooling'), tolerances[device]);
  });

  for (const request of requestsFor(device)) {
    const what = request.training ? 'outputs, gradients and three training steps' : 'outputs';
    it(`gives the same ${what} of ${request.net} as the reference`, { timeout: 300_000 }, async () => {
      const [actual, expected] = await Promise.all([started.ask(request), reference.ask(request)]);
      expectAlike(actual, expected, tolerances[device]);
    });
  }

  const { names, reason } = leftOut(device);
  it.skip(`computes ${names.join(', ')} (skipped: ${reason})`);
});

function requestsFor(device: TestedDevice): NetRequest[] {
  const { names } = leftOut(device);
  const kept = Object.keys(nets).filter((net) => !names.includes(net));
  return kept.map((net) => ({ net, count: 2, training: !isSoftware(device) || isSmall(net) }));
}

/** A driver that computes in software takes seconds for a training step of the others. */
function isSmall(net: string): boolean {
  return parameterCount(net, true) < 100_000;
}

/** The layers of nets that are left out are also in others. */
function leftOut(device: TestedDevice): { names: string[]; reason: string } {
  const large = Object.keys(nets).filter((net) => nets[net]!.inputShape[0] === 224);
  if (device === 'cpu') return { names: large, reason: 'golden-nets.test.ts has nets of the same layers' };
  if (isSoftware(device))
    return { names: large, reason: 'minutes a step where a driver computes in software' };
  return { names: large.filter((net) => !net.startsWith('FCDD')), reason: 'gigabytes of weights' };
}

function expectAlike(actual: NetFigures, expected: NetFigures, tolerance: number): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const error = values.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[name]![i]!)), 0);
    expect(error, name).toBeLessThanOrEqual(tolerance * largest);
  }
}
