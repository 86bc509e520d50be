import { readUnchanged } from '@fcdd/acquisition/digests';
import { openOutliers } from '@fcdd/data-sets';
import { isHuge } from '@fcdd/data-sets/user-copies';
import { createOutliersWriter } from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/outlier-exposure.schema.json' with { type: 'json' };
import type { OutlierExposureParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage, pathOfDigest } from '@fcdd/stage';

export const stage = defineStage<OutlierExposureParameters>({
  name: 'outlier-exposure',
  description: 'Fetches images of an unrelated data set that serve as training anomalies',
  role: 'prepares',
  parameters: withParts(parameters),
  inputs: {},
  outputs: {
    'outliers.safetensors': 'images [count, height, width, channels], and their maps, if any',
  },
  resources: { threads: 'one', memory: 700 },
  run: storeOutliers,
});

async function storeOutliers(context: StageContext<OutlierExposureParameters>): Promise<void> {
  const { parameters: { source, origin: digest }, settings, signal } = context; // prettier-ignore
  if (digest === 'official') return store(context);
  const path = pathOfDigest(digest, settings);
  await readUnchanged({ path, digest, isHuge: isHuge(source), signal }, () => store(context, path));
}

/** @param path the user's own copy; undefined for published images */
async function store(context: StageContext<OutlierExposureParameters>, path?: string): Promise<void> {
  const { parameters, settings, outputFolder, random, log, progress, signal } = context;
  const { source, shape } = parameters;
  const outliers = await openOutliers(source, {
    ...parameters,
    ...settings,
    ...(path !== undefined && { path }),
    random: random(source),
    log: (message) => log.info(message),
    warn: (message) => log.warn(message),
    progress,
    signal,
  });
  const writer = await createOutliersWriter(outputFolder, shape, outliers.hasMaps);
  try {
    for await (const image of outliers.read()) {
      signal.throwIfAborted();
      await writer.add(image);
      if (writer.count % 100 === 0) progress(writer.count, outliers.count);
    }
    await writer.finish();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  log.info(`${source}: ${writer.count} different images serve as training anomalies.`);
}
