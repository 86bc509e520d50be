import { UserError } from '@fcdd/errors';
import { type ImageShape, type ImageStack, emptyStack, imageAt } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { outlierSources } from '../catalogue.ts';
import type { DataSettings } from '../settings.ts';
import { chooseDifferent } from './choose.ts';
import { emnistOutliers } from './emnist.ts';
import { fashionMnistOutliers, mnistOutliers } from './idx-outliers.ts';
import type { OutlierPoolOpener } from './outlier-pool.ts';

export interface OutlierRequest extends DataSettings {
  /** That the net takes. */
  shape: ImageShape;
  /** How many different images; null: all there are. */
  limit: number | null;
  /** Chooses the images where they are limited. */
  random: RandomSource;
}

const pools: Record<string, OutlierPoolOpener> = {
  mnist: mnistOutliers,
  fmnist: fashionMnistOutliers,
  emnist: emnistOutliers,
};

/**
 * Loads images of an unrelated data set, to serve as training anomalies.
 * @throws UserError where there is no such source
 * @throws DataError where the images are found nowhere, with what to do
 */
export async function loadOutliers(source: string, request: OutlierRequest): Promise<ImageStack> {
  const { shape, limit, random, log } = request;
  if (!Object.hasOwn(pools, source))
    throw new UserError(`There is no source of outliers '${source}'.`, {
      hint: `There are ${Object.keys(outlierSources).join(', ')}.`,
    });
  const pool = await pools[source]!({ ...request, exclude: [] });
  if (limit !== null && limit > pool.count)
    log(`${limit} outliers were asked for; there are ${pool.count}, and all are used.`);
  const indices = chooseDifferent(pool.count, limit, random);
  const outliers = emptyStack(indices.length, shape.height, shape.width, shape.channels);
  let position = 0;
  for await (const { pixels } of pool.pick(indices)) imageAt(outliers, position++).set(pixels);
  return outliers;
}
