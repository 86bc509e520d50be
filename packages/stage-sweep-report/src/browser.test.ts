import { join } from 'node:path';
import { describeInBrowser, itIsSound } from '@fcdd/report-pages/testing';
import { expect, it } from 'vitest';
import { type Fixture, runSweepReport } from './testing/fixture.ts';

describeInBrowser('page', (open) => {
  itIsSound(open, { write: writePage, writeWidest: () => writePage('long-'.repeat(16)), name: 'sweep' });

  it('finds variants by their values', async () => {
    const { page } = await open(await writePage());
    const rows = page.locator('#table-variants tbody tr:visible');
    expect(await rows.count()).toBe(12);
    await page.locator('#variants').getByRole('searchbox').first().fill('0.05');
    await expect.poll(() => rows.count()).toBe(3);
  });
});

/** Writes the report of a sweep over rates and nets with one rung; returns the page's path. */
async function writePage(net = 'FCDD_CNN28_W'): Promise<string> {
  const variants = [0.001, 0.005, 0.01, 0.05].flatMap((rate) =>
    [net, 'FCDD_CNN28', 'FCDD_CNN28_S'].map((net, index) => ({
      rate,
      net,
      auc: 0.9 - Math.abs(rate - 0.01) - index / 40,
    })),
  );
  const named = variants.map(({ rate, net, auc }, index): Fixture['variants'][number] => ({
    name: `v${String(index + 1).padStart(2, '0')}`,
    values: { 'training.optimizer.learningRate': rate, 'model.net': net },
    aucs: [
      [auc, auc + 0.01],
      [auc - 0.05, auc - 0.03],
    ],
    ...(index % 2 && { epochs: 5 }),
    report: 'variants/v01/report.html',
  }));
  const { folder } = await runSweepReport({
    experiment: 'fmnist',
    parameters: ['training.optimizer.learningRate', 'model.net'],
    variants: named,
    rungs: [
      {
        epochs: 5,
        variants: named.map(({ name, aucs }) => ({ name, value: aucs[0]![0]! - 0.1 })),
        kept: named.filter(({ epochs }) => epochs === undefined).map(({ name }) => name),
      },
    ],
  });
  return join(folder, 'report.html');
}
