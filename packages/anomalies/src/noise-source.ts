import { DataError, UserError } from '@fcdd/errors';
import { type ImageReader, type ImageShape, formatShape, imageSize, isSameShape } from '@fcdd/images';
import type { RandomSource } from '@fcdd/random';
import { type SyntheticSource, isSyntheticSource } from './catalogue.ts';
import type { GivenParameters } from './noise-parameters.ts';
import { type NoiseGenerator, createNoiseGenerator } from './synthetic.ts';

/** An endless sequence of images that replace nominal ones or are added to them. */
export interface NoiseSource {
  /** Whether the images come with ground-truth maps. */
  hasMaps: boolean;
  /**
   * Writes the image of an index, which is always the same.
   * @param target receives height * width * channels values
   * @param map receives height * width values if images have maps: 1 for each anomalous pixel, else 0
   */
  read(index: number, target: Float32Array, map?: Uint8Array): void;
}

export interface NoiseSourceOptions {
  /** Name of a synthetic source, or of the outlier images. */
  source: string;
  /** Parameters of a synthetic source that differ from the original's. */
  parameters?: GivenParameters | null;
  /** Whether a synthetic source makes coloured images of shapes with several channels; otherwise they are grey. */
  hasColour?: boolean;
  /** Images of an unrelated data set, for outlier exposure. */
  outliers?: ImageReader;
}

/**
 * @throws UserError where the source is not synthetic and no outliers are given
 * @throws DataError where there are no outliers, or they have another shape
 */
export function createNoiseSource(
  { source, parameters, hasColour = true, outliers }: NoiseSourceOptions,
  shape: ImageShape,
  random: RandomSource,
): NoiseSource {
  if (isSyntheticSource(source)) {
    const generate = hasColour
      ? createNoiseGenerator(source, shape, parameters)
      : createGreyGenerator(source, shape, parameters);
    return { hasMaps: false, read: (index, target) => generate(target, random.fork(index)) };
  }
  if (!outliers)
    throw new UserError(
      `The training anomalies '${source}' are not synthetic, and there are no images of them.`,
      {
        hint: 'Add the stage that prepares outliers to the pipeline, or choose a synthetic source.',
      },
    );
  return cycleThrough(outliers, shape, random);
}

/** Generates images of one channel, and gives all channels its values. */
function createGreyGenerator(
  source: SyntheticSource,
  shape: ImageShape,
  parameters: GivenParameters | null | undefined,
): NoiseGenerator {
  const { channels } = shape;
  const generate = createNoiseGenerator(source, { ...shape, channels: 1 }, parameters);
  const grey = new Float32Array(shape.height * shape.width);
  return (target, random) => {
    generate(grey, random);
    grey.forEach((value, pixel) => target.fill(value, pixel * channels, (pixel + 1) * channels));
  };
}

/** Repeats outliers endlessly, like upstream's data loader: shuffled once, then always in the same order. */
function cycleThrough(outliers: ImageReader, shape: ImageShape, random: RandomSource): NoiseSource {
  if (outliers.count === 0) throw new DataError('There are no outlier images to train with.');
  if (!isSameShape(outliers, shape))
    throw new DataError(
      `Outlier images of ${formatShape(outliers)} do not fit nominal images of ${formatShape(shape)}.`,
    );
  const order = random.shuffle(Uint32Array.from({ length: outliers.count }, (_, i) => i));
  const pixels = new Uint8Array(imageSize(shape));
  return {
    hasMaps: outliers.readMap !== undefined,
    read(index, target, map) {
      const outlier = order[index % order.length]!;
      outliers.read(outlier, pixels);
      target.set(pixels);
      if (map) outliers.readMap?.(outlier, map);
    },
  };
}
