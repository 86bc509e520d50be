/** One layer of a net, as data. Names are those of the PyTorch modules, so that weights travel between the two. */
export type Layer = Convolution | BatchNorm | LeakyRelu | MaxPool;

/** Two-dimensional, square, stride 1, zero-padded by the same width on all sides. */
export interface Convolution {
  type: 'convolution';
  name: string;
  /** Output channels. */
  channels: number;
  kernelSize: number;
  padding: number;
}

export interface BatchNorm {
  type: 'batchNorm';
  name: string;
  /** Added to the variance before its root is taken. */
  epsilon: number;
}

export interface LeakyRelu {
  type: 'leakyRelu';
  negativeSlope: number;
}

export interface MaxPool {
  type: 'maxPool';
  kernelSize: number;
  stride: number;
  padding: number;
}

export function convolution(name: string, channels: number, kernelSize: number, padding = 0): Convolution {
  return { type: 'convolution', name, channels, kernelSize, padding };
}

export function batchNorm(name: string, epsilon = 1e-4): BatchNorm {
  return { type: 'batchNorm', name, epsilon };
}

export function leakyRelu(negativeSlope = 0.01): LeakyRelu {
  return { type: 'leakyRelu', negativeSlope };
}

export function maxPool(kernelSize: number, stride = kernelSize, padding = 0): MaxPool {
  return { type: 'maxPool', kernelSize, stride, padding };
}
