import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { observeRun } from './testing/experiment-folder.ts';
import { useUndisturbedRun } from './testing/undisturbed-run.ts';

const undisturbed = useUndisturbedRun();
const isThorough = process.env.FCDD_THOROUGH_TESTS === '1';

describe('a run that is killed', () => {
  const kills = isThorough ? 20 : 3;

  it(`${kills} times at random moments ends in the results of an undisturbed one`, async () => {
    const elsewhere = ['--store', 'killed/store', '--results', 'killed/results'];
    const delays = Array.from({ length: kills }, () => Math.round(Math.random() * 1500));
    for (const delay of delays) {
      const run = undisturbed.start(...elsewhere);
      const { failures } = await observeRun(run, ({ type }) => {
        if (type === 'stage-started') void sleep(delay).then(() => run.kill('SIGKILL'));
      });
      expect(failures).toEqual([]);
    }
    expect(await undisturbed.run(...elsewhere), `killed after ${delays} ms`).toMatchObject({
      code: 0,
      failures: [],
    });
    const expected = await undisturbed.resultsIn('results');
    expect(Object.keys(expected).length).toBeGreaterThan(20);
    expect(await undisturbed.resultsIn('killed/results')).toEqual(expected);
  });
});
