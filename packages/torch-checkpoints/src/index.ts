export { openTorchCheckpoint, readTorchCheckpoint } from './checkpoint.ts';
export type { ElementType, TensorData } from './element-types.ts';
export type { StoredTensor } from './stored-tensor.ts';
