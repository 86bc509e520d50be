import type { Layer } from './layers.ts';

/** What one output pixel of a net sees, in pixels of the (square) input, along one axis. */
export interface ReceptiveField {
  /** Width of the output. */
  width: number;
  /** Distance between the fields of neighbouring output pixels. */
  jump: number;
  /** Width of the field. */
  extent: number;
  /** Centre of the first output pixel's field. */
  start: number;
}

/**
 * Receptive-field arithmetic over a list of layers, for input of this width.
 * Source: Araujo, Norris, Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.
 */
export function receptiveFieldAfter(layers: Layer[], inputWidth: number): ReceptiveField {
  return layers.reduce<ReceptiveField>(
    (field, layer) => {
      if (layer.type !== 'convolution' && layer.type !== 'maxPool') return field;
      const { kernelSize, padding } = layer;
      const stride = layer.type === 'maxPool' ? layer.stride : 1;
      return {
        width: Math.floor((field.width + 2 * padding - kernelSize) / stride) + 1,
        jump: field.jump * stride,
        extent: field.extent + (kernelSize - 1) * field.jump,
        start: field.start + ((kernelSize - 1) / 2 - padding) * field.jump,
      };
    },
    { width: inputWidth, jump: 1, extent: 1, start: 0 },
  );
}
