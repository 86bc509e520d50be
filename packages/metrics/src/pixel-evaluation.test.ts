import { UserError } from '@fcdd/errors';
import { expect, test } from 'vitest';
import golden from './golden/pixel-evaluation.json' with { type: 'json' };
import type { Sampling } from './map-cover.ts';
import { PixelEvaluator } from './pixel-evaluation.ts';
import { areaUnderCurve } from './roc-curve.ts';

type Golden = (typeof golden)[number];
type Size = { height: number; width: number };

const heatmapOf = ({ heatmap }: Golden['images'][number]) => ({
  ...heatmap,
  values: Float32Array.from(heatmap.values),
});
const mapOf = ({ map }: Golden['images'][number]) => ({
  ...map,
  values: Uint8Array.from(map.values, Number),
});

/** Resizes like PyTorch's `interpolate`, with which the golden values were made. */
const nearest: Sampling = (length, newLength) =>
  Array.from({ length: newLength }, (_, i) => Math.floor(Math.fround(i * Math.fround(length / newLength))));

function evaluate(images: Golden['images']) {
  const evaluator = new PixelEvaluator();
  for (const image of images) evaluator.add(heatmapOf(image), mapOf(image), nearest);
  return evaluator.result();
}

const blank = ({ height, width }: Size) => ({ height, width, values: new Uint8Array(height * width) });

test.each(golden)('agrees with scikit-learn and a count by hand: $name', ({ images, ...expected }) => {
  const { auc, averagePrecision, pro, bestF1, roc } = evaluate(images);
  expect(auc).toBeCloseTo(expected.auc, 12);
  expect(averagePrecision).toBeCloseTo(expected.averagePrecision, 12);
  expect(pro).toBeCloseTo(expected.pro, 12);
  expect(bestF1.f1).toBeCloseTo(expected.bestF1.f1, 12);
  expect(bestF1.threshold).toBe(expected.bestF1.threshold);
  const [fpr, tpr] = [roc.map(({ x }) => x), roc.map(({ y }) => y)];
  expect(areaUnderCurve(fpr, tpr)).toBeCloseTo(expected.auc, 12);
});

test('a heatmap with a value that is not a finite number is refused', () => {
  const size = { height: 1, width: 2 };
  for (const value of [NaN, Infinity, -Infinity]) {
    const add = () =>
      new PixelEvaluator().add(
        { ...size, values: Float32Array.of(0, value) },
        blank({ height: 1, width: 2 }),
      );
    expect(add).toThrow(UserError);
    expect(add).toThrow('not a finite number');
  }
});

test('pixels of one label have no metrics', () => {
  const evaluator = new PixelEvaluator();
  const size = { height: 1, width: 2 };
  evaluator.add({ ...size, values: Float32Array.of(1, 2) }, blank(size));
  expect(() => evaluator.result()).toThrow('all have the same label');
  expect(evaluator.totals).toEqual({ negatives: 2, positives: 0 });
  evaluator.add({ ...size, values: Float32Array.of(1, 2) }, { ...size, values: Uint8Array.of(1, 1) });
  expect(evaluator.result().auc).toBe(0.5);
});

test('a heatmap of another size than its map is refused without a sampling', () => {
  const heatmap = { height: 1, width: 2, values: Float32Array.of(1, 2) };
  const add = () => new PixelEvaluator().add(heatmap, blank({ height: 1, width: 3 }));
  expect(add).toThrow('A side of 2 pixels was not resized to 3.');
});
