import { describe, expect, it } from 'vitest';
import { type ClassResults, type RunResults, pictureNames } from './experiment-results.ts';
import { choosePictures, runViews } from './pictures-view.ts';

function runOf(seed: number): RunResults {
  const pictures = pictureNames.map((name) => {
    const size = name.includes('paper') ? 10 : 1000;
    return [name, { bytes: Buffer.alloc(size), width: 1, height: 1 }];
  });
  return {
    seed,
    folder: `normal_0/it_${seed}`,
    roc: { auc: 0.9, fpr: [], tpr: [], ths: [] },
    history: [],
    pictures: Object.fromEntries(pictures),
    samples: [],
    combined: { folder: '', pictures: [] },
  };
}

const result: ClassResults = { index: 0, name: 'a', folder: 'normal_0', runs: [runOf(0), runOf(1)] };

describe('pictures of a page', () => {
  it('are all in it while there is room', () => {
    expect(choosePictures([result]).size).toBe(14);
  });

  it('give way to the samples of every run, and are linked to instead', () => {
    const views = runViews(result, choosePictures([result], 80 + 1000), 0);
    const isEmbedded = views.map(({ samples, more }) => [...samples, ...more].map(({ source }) => !!source));
    expect(isEmbedded).toEqual([
      [true, true, true, true, true, false, false],
      [true, true, true, true, false, false, false],
    ]);
    expect(views[1]!.more[2]).toMatchObject({
      isMissing: false,
      file: 'normal_0/it_1/train_heatmaps_global.png',
    });
  });
});
