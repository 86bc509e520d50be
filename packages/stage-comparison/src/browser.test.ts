import { join } from 'node:path';
import {
  chromiumPath,
  launchChromium,
  openPage,
  seriousViolations,
  skippedWithoutChromium,
  takeScreenshots,
} from '@fcdd/report-pages/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, runComparison } from './testing/fixture.ts';

describe.skipIf(!chromiumPath)(`page in a browser${skippedWithoutChromium}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it.each(['light', 'dark'] as const)('is accessible in %s mode, and silent', async (colorScheme) => {
    const { page, noise, close } = await openPage(browser, await writePage(), { colorScheme });
    expect(await seriousViolations(page)).toEqual([]);
    expect(noise).toEqual([]);
    await close();
  });

  it.each([375, 1280])('is not wider than a window of %i pixels, whatever is compared', async (width) => {
    const { page, close } = await openPage(browser, await writePage('long-'.repeat(16)), {
      viewport: { width, height: 800 },
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await close();
  });

  it('sorts classes by difference on a press of its heading', async () => {
    const { page, close } = await openPage(browser, await writePage());
    const shown = () => page.locator('#table-auc tbody th').allInnerTexts();
    const before = await shown();
    await page.locator('#table-auc thead th').nth(3).getByRole('button').click();
    const after = await shown();
    expect(after).not.toEqual(before);
    expect(after.toSorted()).toEqual(before.toSorted());
    await close();
  });

  it('is photographed', async () => {
    await takeScreenshots(browser, await writePage(), 'comparison');
  });
});

/** Three experiments; gives the page's path. */
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
