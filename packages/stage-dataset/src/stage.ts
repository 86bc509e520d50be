import { classStatistics, dataSets, loadDataSet } from '@fcdd/data';
import { writeDataSet } from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/dataset.schema.json' with { type: 'json' };
import { defineStage } from '@fcdd/stage';

export interface DataSetParameters {
  /** Name in the catalogue of data sets. */
  name: string;
}

export const stage = defineStage<DataSetParameters>({
  name: 'dataset',
  description: 'Prepares a data set: images, labels and the statistics of each class',
  parameters: withParts(parameters),
  inputs: {},
  outputs: {
    'dataset.json': 'name, classes, the statistics of each, and the SHA-256 of the files they come from',
    'train.safetensors': 'training images [count, height, width, channels] and class indices',
    'test.safetensors': 'test images and class indices, likewise',
  },
  resources: { threads: 'one', memory: 400 },

  async run({ parameters: { name }, settings, outputFolder, log, progress, signal }) {
    const { train, test, origin } = await loadDataSet(name, {
      ...settings,
      log: (message) => log.info(message),
      warn: (message) => log.warn(message),
      progress,
      signal,
    });
    const { classes } = dataSets[name]!;
    const statistics = classStatistics(train.images, train.labels, classes.length);
    await writeDataSet(outputFolder, { description: { name, classes, statistics, origin }, train, test });
    log.info(
      `${name}: ${train.images.count} training and ${test.images.count} test images of ${classes.length} classes.`,
    );
  },
});
