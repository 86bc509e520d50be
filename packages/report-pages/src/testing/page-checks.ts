import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openPage } from './browser.ts';

/** What axe finds on the page that is serious or critical, a line each: rule and first element. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`);
}

export async function unfoldAll(page: Page): Promise<void> {
  await page.evaluate('document.querySelectorAll("details").forEach((details) => { details.open = true; })');
}

/** Where continuous integration looks for pictures of pages; no part of the repository. */
const screenshotFolder = resolve(import.meta.dirname, '../../../../artifacts/screenshots');

const sizes = { desk: { width: 1280, height: 900 }, phone: { width: 375, height: 800 } };

/** Writes pictures of a page as `<name>-<desk|phone>-<light|dark>.png`, and of its print as `<name>-print.pdf`. */
export async function takeScreenshots(browser: Browser, file: string, name: string): Promise<void> {
  await mkdir(screenshotFolder, { recursive: true });
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, close } = await openPage(browser, file, { viewport, colorScheme });
      await page.screenshot({
        path: join(screenshotFolder, `${name}-${size}-${colorScheme}.png`),
        fullPage: true,
      });
      if (size === 'desk' && colorScheme === 'light')
        await page.pdf({ path: join(screenshotFolder, `${name}-print.pdf`), format: 'A4' });
      await close();
    }
}
