import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { OpenPage } from './browser.ts';

export interface CheckedPage {
  /** Writes the page and returns its file. */
  write(): Promise<string>;
  /** Writes the page with the longest possible words; default: the page itself. */
  writeWidest?(): Promise<string>;
  /** Name of the screenshots. */
  name: string;
}

/** Tests the rules for every page, with all details expanded, and saves screenshots of it. */
export function itIsSound(open: OpenPage, { write, writeWidest = write, name }: CheckedPage): void {
  it.each(['light', 'dark'] as const)('is accessible in %s mode, and silent', async (colorScheme) => {
    const { page, noise } = await open(await write(), { colorScheme });
    await expandAll(page);
    expect(await seriousViolations(page)).toEqual([]);
    expect(noise).toEqual([]);
  });

  it.each([320, 375, 1280])('is not wider than a window of %i pixels', async (width) => {
    const { page } = await open(await writeWidest(), { viewport: { width, height: 800 } });
    await expandAll(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  it('saves screenshots', async () => {
    await takeScreenshots(open, await write(), name);
  });
}

/** Lists the serious and critical findings of axe on the page, one per line: rule and first element. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`);
}

export async function expandAll(page: Page): Promise<void> {
  await page.evaluate('document.querySelectorAll("details").forEach((details) => { details.open = true; })');
}

/** Folder in which continuous integration looks for screenshots. It is not part of the repository. */
const screenshotFolder = resolve(import.meta.dirname, '../../../../artifacts/screenshots');

const sizes = { desk: { width: 1280, height: 900 }, phone: { width: 375, height: 800 } };

/** Writes pictures of a page as `<name>-<desk|phone>-<light|dark>.png`, and of its print as `<name>-print.pdf`. */
async function takeScreenshots(open: OpenPage, file: string, name: string): Promise<void> {
  await mkdir(screenshotFolder, { recursive: true });
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(file, { viewport, colorScheme });
      await page.screenshot({
        path: join(screenshotFolder, `${name}-${size}-${colorScheme}.png`),
        fullPage: true,
      });
      if (size === 'desk' && colorScheme === 'light')
        await page.pdf({ path: join(screenshotFolder, `${name}-print.pdf`), format: 'A4' });
    }
}
