/** A change of an image. Plain data; `augmentation.ts` and `normalize.ts` carry it out. */
export type Step = Crop | CentreCrop | Resize | Flip | Jitter | OneOf | Noise | BlackCentre;

/** A part of the net's size, anywhere in the image with a black border of `padding` pixels around it. */
export interface Crop {
  type: 'crop';
  padding: number;
}

/** The part of the net's size in the middle. */
export interface CentreCrop {
  type: 'centreCrop';
}

/** The whole image, of which the nearest pixels are kept, in the net's size. */
export interface Resize {
  type: 'resize';
}

/** Mirrors every second image. */
export interface Flip {
  type: 'flip';
}

/**
 * Changes colours in random order: brightness, contrast and saturation by a factor of up to 1 +- strength, the hue by
 * up to that share of the colour circle.
 */
export interface Jitter {
  type: 'jitter';
  brightness: number;
  contrast: number;
  saturation: number;
  hue: number;
}

/** One of these, each as often as any other. */
export interface OneOf {
  type: 'oneOf';
  steps: Step[];
}

/** Normal noise on each value. */
export interface Noise {
  type: 'noise';
  /** Standard deviation; where `relative`, over that of the image's values. */
  deviation: number;
  relative: boolean;
  /** Share of the images that have it. */
  probability: number;
  /** Whether values are kept in 0..1. */
  clamped: boolean;
}

/** Makes the middle black, `share` of height and width; `inverted`: all but the middle. */
export interface BlackCentre {
  type: 'blackCentre';
  share: number;
  inverted: boolean;
}

export const centreCrop: CentreCrop = { type: 'centreCrop' };
export const resize: Resize = { type: 'resize' };
export const flip: Flip = { type: 'flip' };

export function crop(padding = 0): Crop {
  return { type: 'crop', padding };
}

/** Jitter of equal strength for all four unless they are given. */
export function jitter(
  brightness: number,
  contrast = brightness,
  saturation = brightness,
  hue = brightness,
): Jitter {
  return { type: 'jitter', brightness, contrast, saturation, hue };
}

export function oneOf(...steps: Step[]): OneOf {
  return { type: 'oneOf', steps };
}

export function noise(deviation: number): Noise {
  return { type: 'noise', deviation, relative: false, probability: 1, clamped: false };
}

export function blackCentre(share: number, { inverted = false } = {}): BlackCentre {
  return { type: 'blackCentre', share, inverted };
}
