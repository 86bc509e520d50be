import { pictureFiles } from '@fcdd/records';
import { describe, expect, it } from 'vitest';
import type { ClassResults, RunResults } from './experiment-results.ts';
import type { ShownExtreme } from './extremes.ts';
import { choosePictures } from './picture-budget.ts';
import type { Picture } from './picture.ts';
import { runViews } from './pictures-view.ts';

function pictureOf(size: number): Picture {
  return { bytes: Buffer.alloc(size), type: 'png', width: 1, height: 1 };
}

function extremeOf(label: number, end: 'lowest' | 'highest', index: number): ShownExtreme {
  const files = { input: `extremes/${index}.webp`, heatmap: 'h' };
  const pictures = (['input', 'heatmap'] as const).map((name) => ({ name, picture: pictureOf(5) }));
  return { index, label, end, score: index, files, pictures };
}

function runOf(seed: number, auc: number): RunResults {
  const pictures = pictureFiles.map((name) => [name, pictureOf(name.includes('paper') ? 10 : 1000)]);
  return {
    seed,
    folder: `normal_0/it_${seed}`,
    roc: { auc, fpr: [], tpr: [], ths: [] },
    precisionRecall: { recall: [], precision: [], ths: [] },
    averagePrecision: 1,
    scores: { scores: new Float32Array(), labels: new Uint8Array() },
    history: [],
    pictures: Object.fromEntries(pictures),
    samples: [],
    extremes: [
      extremeOf(0, 'lowest', 0),
      extremeOf(0, 'highest', 1),
      extremeOf(1, 'lowest', 2),
      extremeOf(1, 'highest', 3),
    ],
    combined: { folder: '', pictures: [] },
  };
}

const result: ClassResults = {
  index: 0,
  name: 'a',
  folder: 'normal_0',
  runs: [runOf(0, 0.8), runOf(1, 0.9)],
};
const viewsWith = (budget: number) => runViews(result, choosePictures([result], budget), 0);
const areEmbedded = (pictures: string[]) => pictures.map((html) => html.includes('<img'));

describe('pictures of a page', () => {
  it('are all in the page while there is room', () => {
    expect(choosePictures([result]).size).toBe(2 * (7 + 8));
  });

  it('come from the best seed first, then from the others, then the large ones', () => {
    const [other, best] = viewsWith(80 + 40 + 20);
    expect(areEmbedded(best!.samples)).toEqual([true, true, true, true]);
    expect(best!.galleries.flatMap(({ pictures }) => pictures)).toHaveLength(4);
    expect(other!.galleries.flatMap(({ pictures }) => pictures)).toHaveLength(4);
    expect(areEmbedded(other!.samples)).toEqual([true, true, false, false]);
    const large = viewsWith(160 + 1000).map(({ more }) => areEmbedded(more));
    expect(large).toEqual([
      [false, false, false],
      [true, false, false],
    ]);
  });

  it('are linked if there is no room for them', () => {
    const [other] = viewsWith(0);
    expect(other!.more[2]).toContain('href="normal_0/it_0/train_heatmaps_global.png"');
    expect(other!.galleries[0]!.files).toEqual(['normal_0/it_0/extremes/1.webp']);
  });

  it('start with the worst misses', () => {
    const extremes = [extremeOf(0, 'highest', 1), extremeOf(0, 'highest', 2), extremeOf(1, 'lowest', 3)];
    extremes.push(extremeOf(1, 'lowest', 0));
    const of = { ...result, runs: [{ ...runOf(0, 0.8), extremes }] };
    const [run] = runViews(of, new Set(), 0);
    expect(run!.galleries.map(({ files }) => files.map((file) => file.split('/').at(-1)))).toEqual([
      ['2.webp', '1.webp'],
      ['0.webp', '3.webp'],
    ]);
  });

  it('are expanded for the best seed', () => {
    expect(viewsWith(0).map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it.each([
    [0, [1, 2, 3, 0]],
    [1, [2, 1, 0, 3]],
  ] as const)('are misses first, then hits, if nominal images have the label %i', (nominalLabel, order) => {
    const [run] = runViews(result, new Set(), nominalLabel);
    expect(run!.galleries.map(({ heading }) => heading)).toEqual([
      'Nominal images that look most anomalous: false alarms, if any',
      'Anomalous images that look most nominal: missed, if any',
      'Anomalous images that look most anomalous: found',
      'Nominal images that look most nominal: left alone',
    ]);
    expect(run!.galleries.map(({ files }) => files)).toEqual(
      order.map((index) => [`normal_0/it_0/extremes/${index}.webp`]),
    );
  });
});
