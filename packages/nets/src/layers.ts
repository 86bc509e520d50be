/**
 * The operations of nets, as data. Those with parameters have the names of the PyTorch modules, so that weights travel
 * between the two.
 */
export type Operation = Layer | Merge;

/** An operation on one value. */
export type Layer =
  | LinearLayer
  | BatchNorm
  | LayerNorm
  | LayerScale
  | Activation
  | MaxPool
  | GlobalAveragePool
  | Arrangement
  | TokenLayer;

/** A layer that multiplies with weights. */
export type LinearLayer = Convolution | TransposedConvolution | Dense;

/** A function of each value by itself. */
export type Activation = LeakyRelu | Relu | Relu6 | Sigmoid | Silu | HardSwish | Gelu;

/** A layer that lays out anew, repeats or leaves out values. */
export type Arrangement = Upsample | Flatten | Unflatten | Dropout;

/** A layer of transformers, whose values of an image are [tokens, features]. */
export type TokenLayer =
  TokensOfImage | ImageOfTokens | FirstTokens | PositionalEmbedding | TokenAt | Attention;

/** An operation on several values. */
export interface Merge {
  type: 'add' | 'multiply' | 'concatenate';
}

/** Two-dimensional, square, zero-padded by the same width on all sides. */
export interface Convolution {
  type: 'convolution';
  name: string;
  /** Output channels. */
  channels: number;
  kernelSize: number;
  padding: number;
  stride: number;
  /** Distance between the pixels that a kernel's weights are for. */
  dilation: number;
  /** Parts of the input channels, each of which gives a part of the output channels; as many as there are: depthwise. */
  groups: number;
  /** False where it never has a bias. */
  bias?: false;
  initialisation?: Initialisation;
}

/** The gradient of a convolution of stride 1 for its input: the padding is what it takes off the output's sides. */
export interface TransposedConvolution {
  type: 'transposedConvolution';
  name: string;
  /** Output channels. */
  channels: number;
  kernelSize: number;
  padding: number;
  initialisation?: Initialisation;
}

/** A linear layer of a vector, or of each token by itself. */
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

/** Over the features of each token or vector. */
export interface LayerNorm {
  type: 'layerNorm';
  name: string;
  epsilon: number;
}

/** Multiplies each feature by a weight, called `<name>.gamma`. */
export interface LayerScale {
  type: 'layerScale';
  name: string;
  /** The value that the weights start with. */
  initial: number;
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

/** At most 6. */
export interface Relu6 {
  type: 'relu6';
}

/** x * sigmoid(x), also called swish. */
export interface Silu {
  type: 'silu';
}

/** x * relu6(x + 3) / 6. */
export interface HardSwish {
  type: 'hardSwish';
}

/** x times the probability that a normal number is less, by the error function. */
export interface Gelu {
  type: 'gelu';
}

export interface MaxPool {
  type: 'maxPool';
  kernelSize: number;
  stride: number;
  padding: number;
}

/** The mean of each channel, as an image of one pixel. */
export interface GlobalAveragePool {
  type: 'globalAveragePool';
}

/** Nearest neighbour: each pixel is repeated `factor` times along both sides. */
export interface Upsample {
  type: 'upsample';
  factor: number;
}

/** Turns an image into a vector in PyTorch's order: channels, height, width. */
export interface Flatten {
  type: 'flatten';
}

/** Turns a vector in PyTorch's order into a square image. */
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

/** Turns an image into a token for each pixel, row after row. */
export interface TokensOfImage {
  type: 'tokensOfImage';
}

/** Turns a token for each pixel into a square image, and drops the tokens that come first. */
export interface ImageOfTokens {
  type: 'imageOfTokens';
  /** How many tokens come before those of pixels. */
  skipped: number;
}

/** Puts learned tokens before the others, such as a class token; the parameter has the layer's own name. */
export interface FirstTokens {
  type: 'firstTokens';
  name: string;
  count: number;
}

/** Adds a learned vector to each token; the parameter has the layer's own name. */
export interface PositionalEmbedding {
  type: 'positionalEmbedding';
  name: string;
}

/** The vector of one token. */
export interface TokenAt {
  type: 'tokenAt';
  index: number;
}

/**
 * Scaled dot-product attention of several heads. Each token holds queries, keys and values one after another, each with
 * the features of the first head first. Source: Vaswani et al., "Attention Is All You Need", 2017, section 3.2.
 */
export interface Attention {
  type: 'attention';
  heads: number;
}

type ConvolutionOptions = Partial<
  Pick<Convolution, 'stride' | 'dilation' | 'groups' | 'bias' | 'initialisation'>
>;

export function convolution(
  name: string,
  channels: number,
  kernelSize: number,
  padding = 0,
  options: ConvolutionOptions = {},
): Convolution {
  const usual = { stride: 1, dilation: 1, groups: 1 };
  return { type: 'convolution', name, channels, kernelSize, padding, ...usual, ...options };
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

export function layerNorm(name: string, epsilon: number): LayerNorm {
  return { type: 'layerNorm', name, epsilon };
}

export function layerScale(name: string, initial: number): LayerScale {
  return { type: 'layerScale', name, initial };
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

export function relu6(): Relu6 {
  return { type: 'relu6' };
}

export function silu(): Silu {
  return { type: 'silu' };
}

export function hardSwish(): HardSwish {
  return { type: 'hardSwish' };
}

export function gelu(): Gelu {
  return { type: 'gelu' };
}

export function maxPool(kernelSize: number, stride = kernelSize, padding = 0): MaxPool {
  return { type: 'maxPool', kernelSize, stride, padding };
}

export function globalAveragePool(): GlobalAveragePool {
  return { type: 'globalAveragePool' };
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

export function tokensOfImage(): TokensOfImage {
  return { type: 'tokensOfImage' };
}

export function imageOfTokens(skipped = 0): ImageOfTokens {
  return { type: 'imageOfTokens', skipped };
}

export function firstTokens(name: string, count = 1): FirstTokens {
  return { type: 'firstTokens', name, count };
}

export function positionalEmbedding(name: string): PositionalEmbedding {
  return { type: 'positionalEmbedding', name };
}

export function tokenAt(index: number): TokenAt {
  return { type: 'tokenAt', index };
}

export function attention(heads: number): Attention {
  return { type: 'attention', heads };
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
