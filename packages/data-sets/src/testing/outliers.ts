import type { OutlierPool, OutlierPoolRequest } from '../outliers/outlier-pool.ts';
import { testSettings } from '@fcdd/acquisition/testing';

/** The pixels of these images, or of all of a pool. */
export async function pickAll(
  pool: OutlierPool,
  indices: number[] = Array.from({ length: pool.count }, (_, index) => index),
): Promise<Uint8Array[]> {
  const images: Uint8Array[] = [];
  for await (const { pixels } of pool.pick(Uint32Array.from(indices))) images.push(Uint8Array.from(pixels));
  return images;
}

/** Settings of a test with a request for grey images of 28 x 28, from which nothing is left out. */
export async function testRequest(overrides: Partial<OutlierPoolRequest> = {}) {
  const settings = await testSettings();
  return {
    shape: { height: 28, width: 28, channels: 1 },
    exclude: [] as string[],
    ...settings,
    ...overrides,
  };
}
