import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parameterCount } from '@fcdd/nets/catalogue';
import { nets } from '@fcdd/nets/catalogue';
import { type DeviceProcess, type TestedDevice, isSoftware, startDevice } from './testing/device-process.ts';
import type { NetFigures, NetRequest } from './testing/net-figures.ts';

const devices: TestedDevice[] = ['cpu', 'webgpu', 'cuda', 'tensorflow'];

/**
 * Relative to the largest element of a tensor. On the reference's own device every bit is the same. On others rounding
 * lets some maximum of a pooling window fall on its neighbour, which changes the gradient of a few weights by more.
 */
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

/** `FCDD_THOROUGH_TESTS=1`, as in CI: also what takes minutes where a driver computes in software. */
const isThorough = Boolean(process.env['FCDD_THOROUGH_TESTS']);

function requestsFor(device: TestedDevice): NetRequest[] {
  const { names } = leftOut(device);
  const kept = Object.keys(nets).filter((net) => !names.includes(net) && nets[net]!.output !== 'features');
  return kept.map((net) => ({ net, count: imagesFor(net), training: isTrained(net, device) }));
}

/** Few, but batch norm of the vectors of only two images makes a large error of the smallest. */
function imagesFor(net: string): number {
  if (isLarge(net)) return 1;
  return nets[net]!.output !== 'map' && nets[net]!.inputShape[0] === 32 ? 4 : 2;
}

/** A driver that computes in software takes minutes for the training steps of the others. */
function isTrained(net: string, device: TestedDevice): boolean {
  if (!isSoftware(device)) return true;
  return !isLarge(net) && parameterCount(net, true) < (isThorough ? 2_000_000 : 100_000);
}

/** The layers of nets that are left out are also in others. */
function leftOut(device: TestedDevice): { names: string[]; reason: string } {
  const large = Object.keys(nets).filter(isLarge);
  if (device === 'cpu') return { names: large, reason: 'exact-nets.test.ts has nets of the same layers' };
  if (!isSoftware(device))
    return { names: large.filter((net) => !net.startsWith('FCDD')), reason: 'gigabytes of weights' };
  const affordable = isThorough ? ['FCDD_CNN224', 'FCDD_CNN224_VGG_NOPT'] : [];
  return {
    names: large.filter((net) => !affordable.includes(net)),
    reason: 'minutes where a driver computes in software',
  };
}

function isLarge(net: string): boolean {
  return nets[net]!.inputShape[0] === 224;
}

function expectAlike(actual: NetFigures, expected: NetFigures, tolerance: number): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const errors = values.map((value, i) => Math.abs(value - actual[name]![i]!) / (largest || 1)).sort();
    expect(errors.at(-1), name).toBeLessThanOrEqual(50 * tolerance);
    expect(errors[Math.floor((errors.length - 1) * closeShare)], name).toBeLessThanOrEqual(tolerance);
  }
}

/** The share of elements that must agree closely. */
const closeShare = 0.98;
