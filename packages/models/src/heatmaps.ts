import { type NetEntry, netNamed, nets } from './catalogue.ts';
import { objectiveNamed, objectives } from './objectives/catalogue.ts';
import { type ReceptiveField, blurMaps, receptiveFieldAfter, upsampleMaps } from './receptive-field.ts';

/** How the anomaly maps of a net become heatmaps of its images' size. */
export interface Smoothing {
  /** Maps of the output's size are upsampled, maps of the images' size are blurred. */
  method: 'upsampling' | 'blur';
  /** Its extent is the width of the Gaussian. */
  field: ReceptiveField;
  /** Of the Gaussian, in pixels of the images; null: it follows from the field. */
  standardDeviation: number | null;
}

/** @throws UserError where there is no such net or objective */
export function smoothingOf(net: string, objective: string, gaussStd: number | null): Smoothing {
  return {
    method: objectives[objectiveNamed(objective)].mapSize === 'output' ? 'upsampling' : 'blur',
    field: smoothingField(net),
    standardDeviation: gaussStd,
  };
}

/**
 * Anomaly maps as heatmaps.
 * @param maps [count, height, width]
 * @param size height and width of the images
 * @returns [count, size, size]
 */
export function smoothMaps(
  { method, field, standardDeviation }: Smoothing,
  maps: Float32Array,
  count: number,
  height: number,
  width: number,
  size: number,
): Float32Array {
  return method === 'upsampling'
    ? upsampleMaps(maps, count, height, width, field, size, standardDeviation)
    : blurMaps(maps, count, height, width, field, standardDeviation);
}

/** That of the net's output, or, as in the original, of the fully convolutional net that is compared with it. */
function smoothingField(name: string): ReceptiveField {
  const net = netNamed(name);
  const compared = Object.values(nets).findLast(({ baselines }) =>
    Object.values(baselines ?? {}).includes(name),
  );
  return receptiveFieldAfter(imageLayers(compared ?? net), net.inputShape[0]);
}

/** Those before the first dense layer. */
function imageLayers({ layers }: NetEntry): NetEntry['layers'] {
  const end = layers.findIndex(({ type }) => type === 'flatten');
  return end < 0 ? layers : layers.slice(0, end);
}
