import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';

/** A page in a browser, with everything that it did and a correct page does not do. */
export interface OpenedPage {
  page: Page;
  /** Console messages, errors and requested addresses. */
  noise: string[];
}

/** Opens an HTML file from disk; the end of the test closes it. */
export type OpenPage = (file: string, options?: BrowserContextOptions) => Promise<OpenedPage>;

/** Path of the system's Chromium; undefined if there is none. */
const chromiumPath = findOnPath(['chromium', 'chromium-browser', 'google-chrome']);

/**
 * Groups tests of a page in a browser, which starts once for all of them. They are skipped if there is no browser.
 */
export function describeInBrowser(what: string, tests: (open: OpenPage) => void): void {
  const reason = chromiumPath ? '' : ' (skipped: there is no Chromium on the PATH)';
  describe.skipIf(!chromiumPath)(`${what} in a browser${reason}`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: chromiumPath });
    });
    afterAll(() => browser.close());
    tests((file, options) => openPage(browser, file, options));
  });
}

async function openPage(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const noise: string[] = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) noise.push(request.url());
  });
  await page.goto(url);
  return { page, noise };
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
