export type { ElementType, Tensor, TensorData } from './format.ts';
export * from './prefixes.ts';
export * from './read-tensors.ts';
export * from './row-writer.ts';
export * from './write-tensors.ts';
