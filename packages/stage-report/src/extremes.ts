import { join } from 'node:path';
import { type ExtremeSample, readExtremeSamples } from '@fcdd/records';
import { type Picture, readWebp } from './picture.ts';

/** One of the test images that are found most nominal or most anomalous, with its pictures. */
export interface ShownExtreme extends ExtremeSample {
  /** The input first. */
  pictures: { name: 'input' | 'heatmap' | 'map'; picture: Picture }[];
}

/**
 * Those that the heatmaps stage chose; without those whose pictures are not sound.
 * @throws DataError where their list is damaged
 */
export async function readExtremes(folder: string): Promise<ShownExtreme[]> {
  const { size, samples } = (await readExtremeSamples(folder)) ?? { size: 0, samples: [] };
  const shown = await Promise.all(
    samples.map(async (sample) => ({ ...sample, pictures: await read(sample, folder, size) })),
  );
  return shown.filter(({ pictures, files }) => pictures.length === Object.keys(files).length);
}

async function read(
  { files }: ExtremeSample,
  folder: string,
  size: number,
): Promise<ShownExtreme['pictures']> {
  const names = (['input', 'heatmap', 'map'] as const).filter((name) => files[name] !== undefined);
  const pictures = await Promise.all(
    names.map(async (name) => ({ name, picture: await readWebp(join(folder, files[name]!), size) })),
  );
  return pictures.filter((shown): shown is ShownExtreme['pictures'][number] => shown.picture !== undefined);
}
