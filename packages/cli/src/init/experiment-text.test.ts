import { resolve } from 'node:path';
import { dataSets } from '@fcdd/data-sets/catalogue';
import { describe, expect, it } from 'vitest';
import { loadFile, loadText, temporaryFolder } from '@fcdd/studies/testing';
import { anomalyChoices } from './anomaly-choices.ts';
import { type Answers, experimentText } from './experiment-text.ts';
import { netChoices } from './net-choices.ts';
import { trainingOf } from './effort.ts';

const schema = '../schemas/experiment.schema.json';
const published = Object.keys(dataSets).filter((name) => dataSets[name]!.classes !== null);

/** Returns the usual answers for a data set. */
function answersFor(dataSet: string, changed: Partial<Answers> = {}): Answers {
  const entry = dataSets[dataSet]!;
  const { advice } = entry;
  const anomalies = anomalyChoices(dataSet, entry.anomalies!).find(({ id }) => id === advice.anomalies)!;
  return {
    name: 'first',
    dataSet,
    classes: 'all',
    anomalies,
    net: advice.net,
    effort: 'quick',
    advice,
    ...changed,
  };
}

describe('a first experiment', () => {
  it.each(published)('of %s is valid with every kind of anomalies that is offered', async (dataSet) => {
    const folder = await temporaryFolder(['outliers']);
    for (const anomalies of anomalyChoices(dataSet, dataSets[dataSet]!.anomalies!)) {
      const outlierPath = anomalies.needsPath ? './outliers' : undefined;
      const text = experimentText(answersFor(dataSet, { anomalies, outlierPath }), schema);
      const { supervision } = await loadText(text, [], folder);
      expect(supervision).toMatchObject({ mode: anomalies.mode, source: anomalies.source });
    }
  });

  it.each(published)('of %s is valid with every net that is offered', async (dataSet) => {
    const choices = netChoices(dataSets[dataSet]!);
    expect(choices.map(({ name }) => name)).toContain(dataSets[dataSet]!.advice.net);
    for (const { name } of choices)
      expect((await loadText(experimentText(answersFor(dataSet, { net: name }), schema))).detector.net).toBe(
        name,
      );
  });

  it.each(published)('of %s as in the paper trains as its configuration does', async (dataSet) => {
    const text = experimentText(answersFor(dataSet, { effort: 'paper' }), schema);
    const written = await loadText(text);
    const file = resolve(import.meta.dirname, `../../../../configs/${dataSet}.yaml`);
    const configured = await loadFile(file);
    expect(written.training).toEqual(configured.training);
    expect({ ...written.detector, lossGaussStd: null }).toEqual({
      ...configured.detector,
      lossGaussStd: null,
    });
    expect(written.heatmaps).toEqual(configured.heatmaps);
    expect(written.dataset.classes).toEqual(configured.dataset.classes);
  });

  it('keeps the shape of a schedule where it has fewer epochs', () => {
    const { epochs, seeds, schedule } = trainingOf(dataSets['cifar10']!.advice, 'quick');
    expect({ epochs, seeds, schedule }).toEqual({
      epochs: 10,
      seeds: 1,
      schedule: { type: 'milestones', factor: 0.1, milestones: [7, 8] },
    });
  });
});
