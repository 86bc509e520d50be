import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';

/** Chromium as the system has it; undefined where there is none. */
export const chromiumPath = findOnPath(['chromium', 'chromium-browser', 'google-chrome']);

/** For the names of tests that need it. */
export const skippedWithoutChromium = chromiumPath ? '' : ' (skipped: there is no Chromium on the PATH)';

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath });
}

/** A page in a browser, with whatever it did that a page without fault does not. */
export interface OpenedPage {
  page: Page;
  /** Messages on the console, errors, and addresses that it asked for. */
  noise: string[];
  close(): Promise<void>;
}

/** Opens an HTML file from disk. */
export async function openPage(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const noise: string[] = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) noise.push(request.url());
  });
  await page.goto(url);
  return { page, noise, close: () => context.close() };
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
