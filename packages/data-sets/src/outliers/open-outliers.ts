import { UserError } from '@fcdd/errors';
import type { RandomSource } from '@fcdd/random';
import { outlierSources } from '../catalogue.ts';
import { groupBy } from '../group-by.ts';
import { chooseDifferent } from './choose.ts';
import type { OutlierImage, OutlierPool, OutlierPoolOpener, OutlierPoolRequest } from './outlier-pool.ts';

export interface OutlierRequest extends OutlierPoolRequest {
  /** How many different images, of sources with groups in each of them; null: all there are. */
  limit: number | null;
  /** Chooses the images where they are limited. */
  random: RandomSource;
}

/** Images of an unrelated data set, chosen but not read yet. */
export interface OpenedOutliers {
  count: number;
  /** Whether images come with ground-truth maps. */
  hasMaps: boolean;
  /** Reads all, in an order that is the same each time. */
  read(): AsyncIterable<OutlierImage & { label: number }>;
}

/**
 * Finds images of an unrelated data set, to serve as training anomalies. The label of each is its class index where a
 * training takes the outliers of its nominal class alone, else 0.
 * @throws UserError where there is no such source
 * @throws DataError where the images are found nowhere, with what to do
 */
export async function openOutliers(source: string, request: OutlierRequest): Promise<OpenedOutliers> {
  if (!Object.hasOwn(outlierSources, source))
    throw new UserError(`There is no source of outliers '${source}'.`, {
      hint: `There are ${Object.keys(outlierSources).join(', ')}.`,
    });
  // Bundlers include every folder that has such a file.
  const { open } = (await import(`../${source}/outliers.ts`)) as { open: OutlierPoolOpener };
  const pool = await open(request);
  const indices = choose(pool, request);
  return {
    count: indices.length,
    hasMaps: pool.hasMaps ?? false,
    async *read() {
      let position = 0;
      for await (const image of pool.pick(indices))
        yield { ...image, label: pool.classes?.[indices[position++]!] ?? 0 };
    },
  };
}

/** @returns indices into the pool, ascending */
function choose({ count, groups }: OutlierPool, { limit, random, log }: OutlierRequest): Uint32Array {
  if (!groups) {
    if (limit !== null && limit > count)
      log(`${limit} outliers were asked for; there are ${count}, and all are used.`);
    return chooseDifferent(count, limit, random);
  }
  const members = groupBy([...groups.keys()], (index) => groups[index]!);
  const chosen = [...members.values()].flatMap((own) =>
    Array.from(chooseDifferent(own.length, limit, random), (position) => own[position]!),
  );
  return Uint32Array.from(chosen).sort();
}
