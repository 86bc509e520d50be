import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runReport, writeInputs } from './testing/fixture.ts';

const executablePath = findOnPath(['chromium', 'chromium-browser', 'google-chrome']);
const skipped = executablePath ? '' : ' (skipped: there is no Chromium on the PATH)';

describe.skipIf(!executablePath)(`page in a browser${skipped}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath });
  });
  afterAll(() => browser.close());

  async function open(
    options: BrowserContextOptions = {},
    size = { classes: 10, seeds: 5 },
  ): Promise<{ page: Page; noise: string[] }> {
    const page = await browser.newPage(options);
    onTestFinished(() => page.close());
    const noise: string[] = [];
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    const url = await writeReport(size);
    page.on('request', (request) => {
      if (request.url() !== url && !request.url().startsWith('data:')) noise.push(request.url());
    });
    await page.goto(url);
    return { page, noise };
  }

  it('loads from disk without a message on the console and without asking for anything else', async () => {
    const { page, noise } = await open();
    await openAllDetails(page);
    expect(await page.title()).toMatch(/^test: mean AUC 0\.\d{3}$/);
    expect(noise).toEqual([]);
  });

  it('decodes every picture', async () => {
    const { page } = await open();
    await openAllDetails(page);
    const widths = await page.evaluate<number[]>(
      'Promise.all([...document.images].map((image) => image.decode().then(() => image.naturalWidth, () => 0)))',
    );
    expect(widths).toHaveLength(10 * 5 * 7);
    expect(Math.min(...widths)).toBeGreaterThan(0);
  });

  it.each([320, 375, 1280])('is not wider than a window of %i pixels', async (width) => {
    const { page } = await open({ viewport: { width, height: 800 } });
    await openAllDetails(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  it('is read with the keyboard: what is folded unfolds, and the focus shows', async () => {
    const { page } = await open();
    const folded = page.locator('details.run:not([open]) > summary').first();
    const seed = await folded.innerText();
    const focused = page.locator(':focus-visible');
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused.innerText()) === seed) break;
    }
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outline');
    expect(outline).toMatch(/solid [1-9]/);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.parentElement.open')).toBe(true);
  });

  it.each(['light', 'dark'] as const)('is accessible in %s mode', async (colorScheme) => {
    const { page } = await open({ colorScheme }, { classes: 2, seeds: 2 });
    await openAllDetails(page);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`)).toEqual([]);
  });
});

/** A report with words that are longer than a phone is wide; gives its address. */
async function writeReport({ classes: count, seeds }: { classes: number; seeds: number }): Promise<string> {
  const classes = ['j'.repeat(80), ...Array.from({ length: count - 1 }, (_, index) => `class ${index}`)];
  const aucs = classes.map((_, index) =>
    Array.from({ length: seeds }, (_, seed) => 0.5 + index / 40 + seed / 20),
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
    cached: false,
    versions: { node: '20.19.0' },
  }));
  const experiment = {
    name: 'long',
    description: 'd'.repeat(200),
    dataset: { name: 'n'.repeat(90), classes },
  };
  const folder = await runReport(await writeInputs({ classes, aucs }), { experiment, provenance });
  return pathToFileURL(join(folder, 'report.html')).href;
}

async function openAllDetails(page: Page): Promise<void> {
  await page.evaluate('document.querySelectorAll("details").forEach((details) => { details.open = true; })');
}

function findOnPath(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
