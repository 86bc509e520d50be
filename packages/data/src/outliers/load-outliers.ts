import { UserError } from '@fcdd/errors';
import { type ImageShape, type ImageStack, formatShape, isSameShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { outlierSources } from '../catalogue.ts';
import type { DataSettings } from '../settings.ts';
import { chooseDifferent } from './choose.ts';
import { emnistOutliers } from './emnist.ts';
import { fashionMnistOutliers, mnistOutliers } from './idx-outliers.ts';
import type { OutlierPool } from './outlier-pool.ts';

export interface OutlierRequest extends DataSettings {
  /** That the net takes. */
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

/** Of the images of every source. */
const shapeOfAll: ImageShape = { height: 28, width: 28, channels: 1 };

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
  if (!isSameShape(shape, shapeOfAll))
    throw new UserError(
      `The outliers ${source} have ${formatShape(shapeOfAll)} values, but the net takes ${formatShape(shape)}.`,
      { hint: `Choose a source with images of that shape, or a net that takes ${formatShape(shapeOfAll)}.` },
    );
  const pool = await pools[source]!(request);
  if (limit !== null && limit > pool.count)
    log(`${limit} outliers were asked for; there are ${pool.count}, and all are used.`);
  return pool.pick(chooseDifferent(pool.count, limit, random));
}
