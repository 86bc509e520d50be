import { histogram } from '@fcdd/charts';
import { classChartSize } from './chart-sizes.ts';
import type { ClassResults } from './experiment-results.ts';

/** Draws the distributions of the scores of nominal and of anomalous test images. */
export function scoreChart({ runs }: ClassResults, nominalLabel: 0 | 1): string {
  const scoresOf = (label: number) =>
    runs.map(({ scores: { scores, labels } }) => [...scores].filter((_, index) => labels[index] === label));
  return histogram({
    title: runs.length > 1 ? 'Scores, mean over the seeds' : 'Scores',
    xLabel: 'Score',
    groups: [
      { label: 'nominal', repetitions: scoresOf(nominalLabel) },
      { label: 'anomalous', repetitions: scoresOf(1 - nominalLabel) },
    ],
    ...classChartSize,
  });
}
