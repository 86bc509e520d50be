import { type ImageReader, imageSize } from '@fcdd/images';
import type { SupervisionMode } from './catalogue.ts';
import { malformImage, malformPixels, mapChanges, toImage } from './combine.ts';
import type { NoiseSource } from './noise-source.ts';

/** Modes that make anomalies from nominal images. */
export type SynthesizingMode = Exclude<SupervisionMode, 'unsupervised' | 'other'>;

export interface SupervisionOptions {
  mode: SynthesizingMode;
  /** Whether new anomalies are made in each epoch; upstream then adds noise in another way. */
  online: boolean;
  noise: NoiseSource;
  nominal: ImageReader;
}

/**
 * Writes the anomaly of the nominal image and the noise with these indices, which is always the same.
 * @param target receives height * width * channels values
 * @param map receives height * width values: 1 for each anomalous pixel, else 0. If neither the mode nor the source
 * has a map, all pixels are anomalous.
 */
export type AnomalyMaker = (image: number, noise: number, target: Uint8Array, map?: Uint8Array) => void;

export function createAnomalyMaker(options: SupervisionOptions): AnomalyMaker {
  return options.mode === 'noise' ? createReplacer(options) : createMalformer(options);
}

/** Makes anomalies of noise alone, without reading nominal images. */
function createReplacer({ noise, nominal }: SupervisionOptions): AnomalyMaker {
  const values = new Float32Array(imageSize(nominal));
  return (_image, noiseIndex, target, map) => {
    noise.read(noiseIndex, values, map);
    toImage(values, target);
    if (!noise.hasMaps) map?.fill(1);
  };
}

function createMalformer({ mode, online, noise, nominal }: SupervisionOptions): AnomalyMaker {
  const combine = online ? malformImage : malformPixels(nominal.channels);
  const pixels = new Uint8Array(imageSize(nominal));
  const values = new Float32Array(imageSize(nominal));
  return (image, noiseIndex, target, map) => {
    nominal.read(image, pixels);
    noise.read(noiseIndex, values, map);
    combine(pixels, values, target);
    if (!map) return;
    if (mode === 'malformed_normal_gt') mapChanges(pixels, target, map);
    else if (!noise.hasMaps) map.fill(1);
  };
}
