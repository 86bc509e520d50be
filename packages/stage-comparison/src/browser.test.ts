import { join } from 'node:path';
import { describeInBrowser, itIsSound } from '@fcdd/report-pages/testing';
import { expect, it } from 'vitest';
import { type Fixture, runComparison } from './testing/fixture.ts';

describeInBrowser('page', (open) => {
  itIsSound(open, { write: writePage, writeWidest: () => writePage('long-'.repeat(16)), name: 'comparison' });

  it('sorts classes by difference when its heading is pressed', async () => {
    const { page } = await open(await writePage());
    const shown = () => page.locator('#table-auc tbody th').allInnerTexts();
    const before = await shown();
    await page.locator('#table-auc thead th').nth(3).getByRole('button').click();
    const after = await shown();
    expect(after).not.toEqual(before);
    expect(after.toSorted()).toEqual(before.toSorted());
  });
});

/** Writes the comparison of three experiments; returns the page's path. */
async function writePage(name = 'first'): Promise<string> {
  const { folder } = await runComparison(
    experiment(name, (index) => 0.8 + index / 60),
    experiment('second', (index) => 0.82 + Math.sin(index * 7) / 30),
    experiment('third', (index) => 0.9 - index / 80),
  );
  return join(folder, 'report.html');
}

function experiment(name: string, aucOf: (index: number) => number): Fixture {
  const classes = Array.from({ length: 10 }, (_, index) => [
    `class ${index}`,
    Array.from({ length: 5 }, (_, seed) => aucOf(index) + Math.sin(index + seed * 3) / 100),
  ]);
  const figures = { averagePrecision: 0.9, bestF1: 0.8 };
  const facts = { Net: 'FCDD_CNN28_W', Epochs: '12' };
  return { name, description: `What ${name} is for`, aucs: Object.fromEntries(classes), figures, facts };
}
