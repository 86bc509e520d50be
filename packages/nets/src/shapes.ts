import type { Layer } from './layers.ts';

/** Of the values of one image: height, width and channels, or the features of a vector. */
export type ValueShape = [height: number, width: number, channels: number] | [features: number];

/**
 * The shape of the values that a layer gives for values of this one.
 * @throws Error where it takes no values of this shape
 */
export function shapeAfter(layer: Layer, shape: ValueShape): ValueShape {
  switch (layer.type) {
    case 'convolution': {
      const growth = 2 * layer.padding - (layer.kernelSize - 1);
      const [height, width] = imageShape(layer, shape);
      return [height + growth, width + growth, layer.channels];
    }
    case 'transposedConvolution': {
      const growth = layer.kernelSize - 1 - 2 * layer.padding;
      const [height, width] = imageShape(layer, shape);
      return [height + growth, width + growth, layer.channels];
    }
    case 'dense':
      vectorLength(layer, shape);
      return [layer.features];
    case 'maxPool': {
      const { kernelSize, stride, padding } = layer;
      const pooled = (length: number) => Math.floor((length + 2 * padding - kernelSize) / stride) + 1;
      const [height, width, channels] = imageShape(layer, shape);
      return [pooled(height), pooled(width), channels];
    }
    case 'upsample': {
      const [height, width, channels] = imageShape(layer, shape);
      return [height * layer.factor, width * layer.factor, channels];
    }
    case 'flatten': {
      const [height, width, channels] = imageShape(layer, shape);
      return [height * width * channels];
    }
    case 'unflatten': {
      const { width, channels } = layer;
      if (vectorLength(layer, shape) !== width * width * channels)
        throw new Error(`${shape[0]} features are no image of ${width}x${width}x${channels}.`);
      return [width, width, channels];
    }
    default:
      return shape;
  }
}

function imageShape({ type }: Layer, shape: ValueShape) {
  if (shape.length === 3) return shape;
  throw new Error(`The layer ${type} takes images, but it gets ${shape[0]} features.`);
}

function vectorLength({ type }: Layer, shape: ValueShape): number {
  if (shape.length === 1) return shape[0];
  throw new Error(`The layer ${type} takes vectors, but it gets images of ${shape.join('x')}.`);
}
