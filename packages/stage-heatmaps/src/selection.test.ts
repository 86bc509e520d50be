import { describe, expect, test } from 'vitest';
import { selectExtremes, selectOverview, selectSpread } from './selection.ts';

/** Labels alternate; scores fall, so that the last sample is the least anomalous. */
function alternating(count: number) {
  return {
    labels: Array.from({ length: count }, (_, i) => i % 2),
    scores: Array.from({ length: count }, (_, i) => count - i),
  };
}

const evens = (from: number, count: number, step = 2) =>
  Array.from({ length: count }, (_, i) => from + i * step);

describe('overview', () => {
  test('shows the first twenty of each label, then the ten least and the ten most anomalous', () => {
    expect(selectOverview(alternating(100))).toEqual([
      evens(0, 20),
      evens(1, 20),
      [...evens(98, 10, -2), ...evens(18, 10, -2)],
      [...evens(99, 10, -2), ...evens(19, 10, -2)],
    ]);
  });

  test('shrinks to an even number of the rarer label', () => {
    const scored = { labels: [0, 0, 0, 0, 1, 1, 1], scores: [4, 3, 2, 1, 7, 6, 5] };
    expect(selectOverview(scored)).toEqual([
      [0, 1],
      [4, 5],
      [3, 0],
      [6, 4],
    ]);
  });

  test('has two rows where all samples have one label', () => {
    expect(selectOverview({ labels: [1, 1], scores: [2, 1] })).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test('is empty where a label has a single sample, or there are no samples', () => {
    expect(selectOverview({ labels: [0, 0, 1], scores: [1, 2, 3] })).toEqual([]);
    expect(selectOverview({ labels: [], scores: [] })).toEqual([]);
  });
});

describe('spread', () => {
  test('goes from the least to the most anomalous sample in six steps', () => {
    const labels = new Array<number>(20).fill(0);
    const scores = evens(0, 20, 1);
    expect(selectSpread({ labels, scores }, 0)).toEqual([0, 4, 9, 12, 16, 19]);
  });

  test('leaves the other label out', () => {
    expect(selectSpread(alternating(12), 1)).toEqual([11, 9, 7, 5, 3, 1]);
  });

  test('shrinks to the number of samples', () => {
    const scored = { labels: [0, 1, 0, 0], scores: [3, 0, 1, 2] };
    expect(selectSpread(scored, 0)).toEqual([2, 3, 0]);
    expect(selectSpread(scored, 1)).toEqual([1]);
  });

  test('keeps samples with equal scores in the order of the set', () => {
    expect(selectSpread({ labels: [0, 0, 0], scores: [1, 1, 1] }, 0)).toEqual([0, 1, 2]);
  });
});

describe('extremes', () => {
  const chosen = (count: number) =>
    selectExtremes(alternating(count), 3).map(({ index, label, end, rank }) => [label, end, rank, index]);

  test('are the samples with the lowest and highest scores of each label, ascending', () => {
    expect(chosen(40).slice(0, 6)).toEqual([
      [0, 'lowest', 1, 38],
      [0, 'lowest', 2, 36],
      [0, 'lowest', 3, 34],
      [0, 'highest', 3, 4],
      [0, 'highest', 2, 2],
      [0, 'highest', 1, 0],
    ]);
  });

  test('show no sample twice where there are few', () => {
    expect(chosen(6)).toEqual([
      [0, 'lowest', 1, 4],
      [0, 'lowest', 2, 2],
      [0, 'highest', 1, 0],
      [1, 'lowest', 1, 5],
      [1, 'lowest', 2, 3],
      [1, 'highest', 1, 1],
    ]);
  });
});
