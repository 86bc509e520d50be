import { loadOutliers } from '@fcdd/data';
import type { ImageShape } from '@fcdd/images';
import { writeOutliers } from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/outlier-exposure.schema.json' with { type: 'json' };
import { defineStage } from '@fcdd/stage';

export interface OutlierParameters {
  /** Name in the catalogue of outlier sources. */
  source: string;
  /** How many different images; null: all there are. */
  limit: number | null;
  shape: ImageShape;
}

export const stage = defineStage<OutlierParameters>({
  name: 'outlier-exposure',
  description: 'Fetches images of an unrelated data set, which serve as training anomalies',
  parameters: withParts(parameters),
  inputs: {},
  outputs: { 'outliers.safetensors': 'images [count, height, width, channels]' },
  resources: { threads: 'one', memory: 500 },

  async run({ parameters: request, settings, outputFolder, random, log, progress, signal }) {
    const { source } = request;
    const images = await loadOutliers(source, {
      ...request,
      ...settings,
      random: random(source),
      log: (message) => log.info(message),
      warn: (message) => log.warn(message),
      progress,
      signal,
    });
    await writeOutliers(outputFolder, images);
    log.info(`${source}: ${images.count} different images serve as training anomalies.`);
  },
});
