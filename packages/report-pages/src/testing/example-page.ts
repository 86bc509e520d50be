import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineChart } from '@fcdd/charts';
import { onTestFinished } from 'vitest';
import { type Page, renderPage, renderPicture, renderTable } from '../index.ts';

/** Pictures of a single colour each. */
const swatches = ['#d02020', '#20a020', '#2020d0'].map(
  (colour) =>
    `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><path fill="${colour}" d="M0 0h32v32H0z"/></svg>`)}`,
);

/** Renders a page with every kind of content of the kit. */
export function examplePage(changes: Partial<Page> = {}): string {
  const rows = ['shirt', 'shoe', 'bag', 'coat 10', 'coat 9', 'hat'].map((name, index) => [
    { text: name, link: '#pictures' },
    { text: index === 2 ? '–' : `0.${9 - index}0 ± 0.01`, value: index === 2 ? undefined : 0.9 - index / 10 },
    `${index} of them`,
  ]);
  const table = renderTable({
    id: 'auc',
    caption: 'AUC by class',
    columns: ['Class', 'AUC', { heading: 'Note', isText: true }],
    rows,
    foot: ['All', '0.70', ''],
  });
  const pictures = swatches.map((source, index) =>
    renderPicture({
      title: `Image ${index}`,
      note: '0.12',
      isThumbnail: true,
      layers: [
        { label: 'Input', source, alternative: `Image ${index}`, width: 32, height: 32 },
        {
          label: 'Heatmap',
          source: swatches[0]!,
          alternative: `Heatmap ${index}`,
          width: 32,
          height: 32,
          isOverlay: true,
        },
      ],
    }),
  );
  const chart = lineChart({
    title: 'Loss',
    xLabel: 'Epoch',
    yLabel: 'Loss',
    lines: [
      {
        label: 'a',
        points: [
          [0, 1],
          [1, 0.5],
        ],
      },
    ],
  });
  return renderPage({
    title: 'Example: 0.93',
    kind: 'An example',
    heading: 'Example',
    description: 'Every kind of content',
    headline: { value: '0.930', unit: 'mean AUC', note: '6 classes' },
    facts: [{ term: 'Data set', value: 'fmnist' }],
    sections: [
      {
        id: 'results',
        heading: 'Results',
        content: `<div class="beside">${table}<figure class="chart">${chart}</figure></div>`,
      },
      {
        id: 'pictures',
        heading: 'Pictures',
        content: `<details><summary>Seed 0</summary><div class="gallery">${pictures.join('')}</div></details>`,
      },
    ],
    ...changes,
  });
}

/** Writes a page to a folder that is removed after the test. Returns its file. */
export async function writePage(html: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-page-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'page.html');
  await writeFile(file, html);
  return file;
}
