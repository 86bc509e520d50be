import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Workload, digestAfterTenSteps } from './testing/ten-steps.ts';

const workloads: Workload[] = [
  { net: 'FCDD_CNN28', optimizer: 'sgd' },
  { net: 'FCDD_CNN32_S', optimizer: 'adam' },
  { net: 'CNN28', optimizer: 'sgd', accumulate: 2 },
  { net: 'WITH_DROPOUT', optimizer: 'adam' },
  { net: 'AE28', optimizer: 'adam' },
];

/** The digests of all workloads. */
async function digestsOfAnotherProcess(): Promise<string[]> {
  const script = fileURLToPath(new URL('./testing/ten-steps.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    script,
    JSON.stringify(workloads),
  ]);
  return stdout.trim().split('\n');
}

describe('ten training steps from one seed', () => {
  const others = digestsOfAnotherProcess();

  it.each(workloads)('give the same bits in one process and in two: $net, $optimizer', async (workload) => {
    const digest = await digestAfterTenSteps(workload);
    expect(await digestAfterTenSteps(workload)).toBe(digest);
    expect((await others)[workloads.indexOf(workload)]).toBe(digest);
  });

  it('give others than from another seed', async () => {
    const workload: Workload = { net: 'WITH_DROPOUT', optimizer: 'sgd' };
    expect(await digestAfterTenSteps({ ...workload, seed: 1 })).not.toBe(await digestAfterTenSteps(workload));
  });
});
