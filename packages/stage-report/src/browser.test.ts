import { join } from 'node:path';
import { describeInBrowser, itIsSound, expandAll } from '@fcdd/report-pages/testing';
import { beforeAll, expect, it } from 'vitest';
import { runReport, writeInputs } from './testing/fixture.ts';

const [classCount, seeds] = [2, 3];

describeInBrowser('report', (open) => {
  let file: string;
  beforeAll(async () => {
    file = await writeReport();
  });

  async function openExpanded() {
    const { page } = await open(file);
    await expandAll(page);
    return page;
  }

  itIsSound(open, { write: async () => file, name: 'report' });

  it('loads from disk without a message on the console and without another request', async () => {
    const { page, noise } = await open(file);
    expect(await page.title()).toMatch(/^long: mean AUC 0\.\d{3}$/);
    expect(noise).toEqual([]);
  });

  it('decodes every picture', async () => {
    const page = await openExpanded();
    const widths = await page.evaluate<number[]>(
      'Promise.all([...document.images].map((image) => { return image.decode().then(() => image.naturalWidth, () => 0); }))',
    );
    expect(widths).toHaveLength(classCount * seeds * (7 + 8));
    expect(Math.min(...widths)).toBeGreaterThan(0);
  });

  it('is read with the keyboard: details expand, and the focus is visible', async () => {
    const page = await openExpanded();
    await page.evaluate(
      'document.querySelectorAll("details").forEach((details) => { details.open = false; })',
    );
    await page.locator('details.run > summary').first().focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outline')).toMatch(/solid [1-9]/);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.parentElement.open')).toBe(true);
  });

  it('enlarges an image with its heatmap', async () => {
    const page = await openExpanded();
    await page.locator('.thumbnail .layers').first().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('figcaption').allInnerTexts()).toEqual([
      'Image',
      'Heatmap',
      'Heatmap over image',
    ]);
    await page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(0);
  });

  it('sorts the table of AUCs', async () => {
    const page = await openExpanded();
    await page.locator('#auc').getByRole('button', { name: 'Mean' }).click();
    const means = (await page.locator('#auc tbody td:nth-child(2)').allInnerTexts()).map(Number);
    expect(means).toEqual([...means].sort((a, b) => a - b));
  });

  it('prints the pictures of every seed', async () => {
    const { page } = await open(file);
    await page.emulateMedia({ media: 'print' });
    for (const picture of await page.locator('.thumbnail img').all())
      expect(await picture.isVisible()).toBe(true);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(100_000);
  });
});

/** Writes a report with words that are wider than a phone; returns its path. */
async function writeReport(): Promise<string> {
  const classes = ['j'.repeat(80), ...Array.from({ length: classCount - 1 }, (_, index) => `class ${index}`)];
  const aucs = classes.map((_, index) =>
    Array.from({ length: seeds }, (_, seed) => 0.9 - index / 40 + seed / 60),
  );
  const provenance = classes.map((_, index) => ({
    stage: 'train',
    matrix: { class: index, seed: 0 },
    fingerprint: 'f'.repeat(64),
    code: 'c'.repeat(64),
    engine: { backend: 'onnxruntime', device: 'cpu' } as const,
    startedAt: '2026-03-01T12:30:59.123Z',
    duration: 112.4,
    threads: 2,
    cached: index === 0,
    versions: { node: '20.19.0' },
  }));
  const experiment = {
    name: 'long',
    description: 'd'.repeat(200),
    dataset: { name: 'n'.repeat(90), classes },
  };
  const inputs = await writeInputs({ classes, aucs, mapped: [1], experiment });
  return join(await runReport(inputs, { experiment, provenance }), 'report.html');
}
