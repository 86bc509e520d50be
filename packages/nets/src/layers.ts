/** One layer of a net, as data. Names are those of the PyTorch modules, so that weights travel between the two. */
export type Layer = LinearLayer | BatchNorm | Activation | MaxPool | Arrangement;

/** What multiplies with weights. */
export type LinearLayer = Convolution | TransposedConvolution | Dense;

/** Increasing functions of each value. */
export type Activation = LeakyRelu | Relu | Sigmoid;

/** What lays out anew, repeats or leaves out values. */
export type Arrangement = Upsample | Flatten | Unflatten | Dropout;

/** Two-dimensional, square, stride 1, zero-padded by the same width on all sides. */
export interface Convolution {
  type: 'convolution';
  name: string;
  /** Output channels. */
  channels: number;
  kernelSize: number;
  padding: number;
  initialisation?: Initialisation;
}

/** The gradient of such a convolution for its input: the padding is what it takes off the output's sides. */
export interface TransposedConvolution {
  type: 'transposedConvolution';
  name: string;
  /** Output channels. */
  channels: number;
  kernelSize: number;
  padding: number;
  initialisation?: Initialisation;
}

export interface Dense {
  type: 'dense';
  name: string;
  /** Output features. */
  features: number;
  initialisation?: Initialisation;
}

/** How weights start, if not as PyTorch has it. */
export type Initialisation = 'xavierUniform' | 'kaimingNormal' | 'normal';

/** Over all values of a channel, or of a feature. */
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

export interface Relu {
  type: 'relu';
}

export interface Sigmoid {
  type: 'sigmoid';
}

export interface MaxPool {
  type: 'maxPool';
  kernelSize: number;
  stride: number;
  padding: number;
}

/** Nearest neighbour: each pixel is repeated `factor` times along both sides. */
export interface Upsample {
  type: 'upsample';
  factor: number;
}

/** From an image to a vector in PyTorch's order: channels, height, width. */
export interface Flatten {
  type: 'flatten';
}

/** From a vector in PyTorch's order to a square image. */
export interface Unflatten {
  type: 'unflatten';
  channels: number;
  width: number;
}

export interface Dropout {
  type: 'dropout';
  /** Probability of a value to be left out in training. */
  rate: number;
}

export function convolution(name: string, channels: number, kernelSize: number, padding = 0): Convolution {
  return { type: 'convolution', name, channels, kernelSize, padding };
}

export function transposedConvolution(
  name: string,
  channels: number,
  kernelSize: number,
  padding = 0,
): TransposedConvolution {
  return { type: 'transposedConvolution', name, channels, kernelSize, padding };
}

export function dense(name: string, features: number): Dense {
  return { type: 'dense', name, features };
}

export function batchNorm(name: string, epsilon = 1e-4): BatchNorm {
  return { type: 'batchNorm', name, epsilon };
}

export function leakyRelu(negativeSlope = 0.01): LeakyRelu {
  return { type: 'leakyRelu', negativeSlope };
}

export function relu(): Relu {
  return { type: 'relu' };
}

export function sigmoid(): Sigmoid {
  return { type: 'sigmoid' };
}

export function maxPool(kernelSize: number, stride = kernelSize, padding = 0): MaxPool {
  return { type: 'maxPool', kernelSize, stride, padding };
}

export function upsample(factor: number): Upsample {
  return { type: 'upsample', factor };
}

export function flatten(): Flatten {
  return { type: 'flatten' };
}

export function unflatten(channels: number, width: number): Unflatten {
  return { type: 'unflatten', channels, width };
}

export function dropout(rate: number): Dropout {
  return { type: 'dropout', rate };
}

/** The same layers as part of a larger PyTorch module, which calls them `<module>.<name>`. */
export function within(module: string, layers: Layer[]): Layer[] {
  return layers.map((layer) => ('name' in layer ? { ...layer, name: `${module}.${layer.name}` } : layer));
}

/** The same layers, where those of one type start otherwise than PyTorch has it. */
export function startingWith(
  initialisation: Initialisation,
  type: LinearLayer['type'],
  layers: Layer[],
): Layer[] {
  return layers.map((layer) => (layer.type === type ? { ...layer, initialisation } : layer));
}
