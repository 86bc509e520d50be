import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { examplePage, writePage } from './testing/example-page.ts';
import { describeInBrowser, itIsSound, seriousViolations, expandAll } from './testing/index.ts';

describeInBrowser('page', (openFile) => {
  const write = () => writePage(examplePage());
  const open = async (options?: BrowserContextOptions) => openFile(await write(), options);

  itIsSound(openFile, { write, name: 'example' });

  const column = (page: Page, place: number) =>
    page.locator(`#auc tbody tr:not([hidden]) > :nth-child(${place})`).allInnerTexts();
  const background = (page: Page) =>
    page.evaluate('getComputedStyle(document.documentElement).backgroundColor');

  it('runs its script without errors and requests', async () => {
    const { page, noise } = await open();
    expect(await page.locator('.controls button').innerText()).toBe('Expand all');
    expect(noise).toEqual([]);
  });

  it('runs no other script, even if one was injected', async () => {
    const html = examplePage({
      sections: [{ id: 'a', heading: 'A', content: '<script>document.title = "broken"</script>' }],
    });
    const { page, noise } = await openFile(await writePage(html));
    expect(await page.title()).toBe('Example: 0.93');
    expect(noise.join()).toContain('Content Security Policy');
  });

  it('can be read without a script', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await column(page, 1)).toHaveLength(6);
    expect(await page.locator('.controls *').count()).toBe(0);
    await page.locator('summary').click();
    expect(await page.locator('.gallery img').first().isVisible()).toBe(true);
  });

  it('sorts by a column up, down, and not, with dashes last, by mouse and keyboard', async () => {
    const { page } = await open();
    const written = await column(page, 2);
    const heading = page.locator('#auc thead th').nth(1);
    await heading.locator('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect((await column(page, 2)).map((text) => text.slice(0, 3))).toEqual([
      '0.4',
      '0.5',
      '0.6',
      '0.8',
      '0.9',
      '–',
    ]);
    await heading.locator('button').focus();
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect((await column(page, 2)).map((text) => text.slice(0, 3))).toEqual([
      '0.9',
      '0.8',
      '0.6',
      '0.5',
      '0.4',
      '–',
    ]);
    await page.keyboard.press('Space');
    expect(await heading.getAttribute('aria-sort')).toBeNull();
    expect(await column(page, 2)).toEqual(written);
  });

  it('sorts words by the alphabet and the numbers in them, and keeps the foot in its place', async () => {
    const { page } = await open();
    await page.locator('#auc thead button').first().click();
    expect(await column(page, 1)).toEqual(['bag', 'coat 9', 'coat 10', 'hat', 'shirt', 'shoe']);
    expect(await page.locator('#auc tfoot th').innerText()).toBe('All');
  });

  it('shows only the rows that match a search, and their number', async () => {
    const { page } = await open();
    await page.getByRole('searchbox').fill('COAT 0.60');
    expect(await column(page, 1)).toEqual(['coat 10']);
    expect(await page.locator('.count').innerText()).toBe('1 of 6');
    await page.getByRole('searchbox').fill('');
    expect(await column(page, 1)).toHaveLength(6);
    expect(await page.locator('.count').innerText()).toBe('');
  });

  it('is light or dark like the system, or as its reader chose, also next time', async () => {
    const { page } = await open({ colorScheme: 'dark' });
    expect(await background(page)).toBe('rgb(22, 25, 29)');
    await page.getByRole('combobox', { name: 'Light or dark' }).selectOption('Light');
    expect(await background(page)).toBe('rgb(255, 255, 255)');
    const line = page.locator('svg.chart path[stroke*="--chart-1"]').first();
    expect(await line.evaluate((path) => getComputedStyle(path).stroke)).toBe('rgb(0, 91, 150)');
    await page.reload();
    expect(await background(page)).toBe('rgb(255, 255, 255)');
    await page.getByRole('combobox').selectOption('System theme');
    expect(await background(page)).toBe('rgb(22, 25, 29)');
  });

  it('expands and collapses everything', async () => {
    const { page } = await open();
    const open_ = () => page.locator('details[open]').count();
    await page.getByRole('button', { name: 'Expand all' }).click();
    expect(await open_()).toBe(1);
    await page.getByRole('button', { name: 'Collapse all' }).click();
    expect(await open_()).toBe(0);
  });

  it('enlarges pictures with the keyboard, moves through their gallery, and returns the focus', async () => {
    const { page } = await open();
    await expandAll(page);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Enlarge: Image 1' }).focus();
    await page.keyboard.press('Enter');
    expect(await dialog.locator('h2').innerText()).toContain('Image 1');
    expect(await dialog.locator('.position').innerText()).toBe('2 of 3');
    await page.keyboard.press('ArrowRight');
    expect(await dialog.locator('h2').innerText()).toContain('Image 2');
    await page.keyboard.press('ArrowRight');
    expect(await dialog.locator('h2').innerText()).toContain('Image 2');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await dialog.locator('h2').innerText()).toContain('Image 0');
    await page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(0);
    expect(await page.evaluate('document.activeElement.ariaLabel')).toContain('Image 1');
  });

  it('enlarges pictures by mouse, the heatmap beside the image and over it', async () => {
    const { page } = await open();
    await expandAll(page);
    await page.locator('.layers').first().click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('figcaption').allInnerTexts()).toEqual([
      'Input',
      'Heatmap',
      'Heatmap over input',
    ]);
    await dialog.getByRole('slider').fill('20');
    expect(
      await dialog
        .locator('.stack img')
        .last()
        .evaluate((image) => (image as HTMLElement).style.opacity),
    ).toBe('0.2');
    const size = await dialog.locator('img').first().boundingBox();
    expect(size!.width).toBeGreaterThan(200);
    await dialog.getByRole('button', { name: 'Next' }).click();
    expect(await dialog.locator('h2').innerText()).toContain('Image 1');
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await dialog.count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)(
    'is accessible in %s mode where it is enlarged',
    async (colorScheme) => {
      const { page } = await open({ colorScheme });
      await expandAll(page);
      await page.locator('.layers').first().click();
      expect(await seriousViolations(page)).toEqual([]);
    },
  );

  it('prints all collapsed content, in light colours, and no controls', async () => {
    const { page } = await open({ colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.gallery img').first().isVisible()).toBe(true);
    expect(await page.locator('.bar').isVisible()).toBe(false);
    expect(await page.locator('.search').isVisible()).toBe(false);
    expect(await background(page)).toBe('rgb(255, 255, 255)');
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });
});
