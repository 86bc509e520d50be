import type { TestStage } from '@fcdd/runner/testing/stages';

const figures = {
  averagePrecision: null,
  bestF1: null,
  pixelAuc: null,
  pixelAveragePrecision: null,
  pro: null,
};

/** The AUC of each detector is what the experiment says. Of the experiment `first` there are baselines. */
export const run: TestStage = ({ parameters, inputs, write }) => {
  const { auc, experiment } = parameters;
  const classes = [...new Set(inputs.training!.map(({ matrix }) => matrix.class))];
  const summaryOf = (objective: string) => ({
    objective,
    meanAuc: auc,
    figures,
    counts: { classes: 2, seeds: 1, runs: 2 },
    classes: classes.map((index) => ({
      index,
      name: `digit ${index}`,
      meanAuc: auc,
      standardDeviation: null,
      figures,
      aucs: [{ seed: 0, auc, ...figures }],
    })),
    seeds: [{ seed: 0, auc }],
  });
  const baselines = experiment === 'first' ? [summaryOf('hsc')] : [];
  write(JSON.stringify({ experiment, dataSet: 'mnist', ...summaryOf('fcdd'), baselines }), 'summary.json');
};
