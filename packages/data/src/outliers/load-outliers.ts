import { UserError } from '@fcdd/errors';
import type { ImageStack } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { type ImageShape, outlierSources } from '../catalogue.ts';
import type { DataSettings } from '../settings.ts';
import { chooseDifferent } from './choose.ts';
import { emnistOutliers } from './emnist.ts';
import { fashionMnistOutliers, mnistOutliers } from './idx-outliers.ts';
import type { OutlierPool } from './outlier-pool.ts';

export interface OutlierRequest extends DataSettings {
  /** Height, width and channels that the net takes. */
  shape: ImageShape;
  /** How many different images; null: all there are. */
  limit: number | null;
  /** Chooses the images where they are limited. */
  random: RandomSource;
}

const pools: Record<string, (settings: DataSettings) => Promise<OutlierPool>> = {
  mnist: mnistOutliers,
  fmnist: fashionMnistOutliers,
  emnist: emnistOutliers,
};

/**
 * Loads images of an unrelated data set, to serve as training anomalies.
 * @throws UserError where there is no such source, or it does not have images of that shape
 * @throws DataError where the images are found nowhere, with what to do
 */
export async function loadOutliers(source: string, request: OutlierRequest): Promise<ImageStack> {
  const { shape, limit, random, log } = request;
  if (!Object.hasOwn(pools, source))
    throw new UserError(`There is no source of outliers '${source}'.`, {
      hint: `There are ${Object.keys(outlierSources).join(', ')}.`,
    });
  if (shape.join() !== '28,28,1')
    throw new UserError(
      `The outliers ${source} have 28 x 28 x 1 values, but the net takes ${shape.join(' x ')}.`,
      {
        hint: 'Choose a source with images of that shape, or a net that takes 28 x 28 x 1.',
      },
    );
  const pool = await pools[source]!(request);
  if (limit !== null && limit > pool.count)
    log(`${limit} outliers were asked for; there are ${pool.count}, and all are used.`);
  return pool.pick(chooseDifferent(pool.count, limit, random));
}
