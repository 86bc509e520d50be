import { join } from 'node:path';
import { type ExtremeSample, readExtremeSamples } from '@fcdd/records';
import { type Picture, readWebp } from './picture.ts';

/** A test image with one of the lowest or highest scores of its label, and its pictures. */
export interface ShownExtreme extends ExtremeSample {
  /** Pictures of the sample; the input comes first. */
  pictures: { name: 'input' | 'heatmap' | 'map'; picture: Picture }[];
}

/**
 * Reads the samples that the heatmaps stage chose, except those with a missing or damaged picture.
 * @throws DataError where the list of samples is damaged
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
