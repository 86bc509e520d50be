import { type CombinedPicture, type DetectorFigures, type Summary, summarizeDetectors } from '@fcdd/records';
import { expect, it } from 'vitest';
import { baselinesSection } from './baselines-section.ts';
import type { ExperimentResults, RunResults } from './experiment-results.ts';
import type { Picture } from './picture.ts';
import { blackPng } from './testing/black-png.ts';

const classes = ['shirt', '<shoe>'];

function summaryOf(objective: string, aucs: number[][]) {
  const none = {
    averagePrecision: null,
    bestF1: null,
    pixelAuc: null,
    pixelAveragePrecision: null,
    pro: null,
  };
  const detectors = aucs.flatMap((seeds, index) =>
    seeds.map((auc, seed): DetectorFigures => ({ class: index, seed, auc, figures: none })),
  );
  return summarizeDetectors(objective, detectors, classes);
}

const summary: Summary = {
  experiment: 'test',
  dataSet: 'fmnist',
  ...summaryOf('fcdd', [[0.9, 0.8], [0.7]]),
  baselines: [summaryOf('hsc', [[0.6, 0.6], [0.5]]), summaryOf('ae', [[0.4, 0.4]])],
};

const picture: Picture = { bytes: blackPng(182, 122), type: 'png', width: 182, height: 122 };

const description: CombinedPicture = {
  file: 'heatmaps_paper_local_lbl1.png',
  normalization: 'local',
  indices: [3],
  label: 1,
  rows: [
    { shows: 'inputs' },
    { shows: 'heatmaps', objective: 'fcdd', scores: [1] },
    { shows: 'heatmaps', objective: 'ae', scores: [2] },
    { shows: 'maps' },
  ],
};

function resultsWith(pictures: RunResults['combined']['pictures']): ExperimentResults {
  const run = { seed: 4, combined: { folder: 'baselines/combined/normal_1/it_4', pictures } };
  return { classes: [{ index: 1, name: '<shoe>', folder: '', runs: [run] }] } as unknown as ExperimentResults;
}

const contentOf = (results: ExperimentResults, embedded: Picture[] = []) =>
  baselinesSection(results, summary, new Set(embedded), 0)!.content;

it('has the AUC of each class by objective, with means and deviations', () => {
  const cells = [...contentOf(resultsWith([])).matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
    cell!.replace(/<[^>]*>/g, ''),
  );
  expect(cells).toEqual([
    ...['Class', 'FCDD', 'HSC', 'AE'],
    ...['shirt', '0.850 ± 0.071', '0.600 ± 0.000', '0.400 ± 0.000'],
    ...['&lt;shoe&gt;', '0.700', '0.500', '–'],
    ...['All', '0.775', '0.550', '0.400'],
  ]);
});

it('shows combined pictures and names their rows', () => {
  const content = contentOf(resultsWith([{ description, picture }]), [picture]);
  expect(content).toContain(picture.bytes.toString('base64').replaceAll('=', ''));
  expect(content).toContain('Anomalous test images, each heatmap on its own scale');
  expect(content).toContain(
    'From top to bottom: images; heatmaps of FCDD; heatmaps of AE; ground-truth maps',
  );
});

it('links to pictures that are not in the page', () => {
  const content = contentOf(resultsWith([{ description, picture }]));
  expect(content).not.toContain('<img');
  expect(content).toContain('baselines/combined/normal_1/it_4/heatmaps_paper_local_lbl1.png');
});

it('is missing without baselines', () => {
  expect(baselinesSection(resultsWith([]), { ...summary, baselines: [] }, new Set(), 0)).toBeUndefined();
});
