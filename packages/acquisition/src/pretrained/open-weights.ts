import { extname } from 'node:path';
import { DataError } from '@fcdd/errors';
import { type Tensor, type TensorData, readTensors, withoutPrefix } from '@fcdd/tensors';
import { openTorchCheckpoint } from '@fcdd/torch-checkpoints';

/** Tensors by name, whose values are read one by one, since a file of weights may fill much of the memory. */
export type Weights = Record<string, { shape: number[]; read(): Promise<TensorData> }>;

/**
 * Opens a file of weights: a checkpoint of PyTorch (`.pth`, `.pt`, `.bin`) or a safetensors file. Of a snapshot that a
 * training left, the weights of the net are taken.
 * @throws DataError where it is missing, damaged or something else
 */
export async function openWeights(path: string): Promise<Weights> {
  const open = openers[extname(path).toLowerCase()];
  if (open) return open(path);
  throw new DataError(`The name ${path} does not end like that of a file of weights.`, {
    hint: `Names end in ${Object.keys(openers).join(', ')}.`,
  });
}

const openers: Record<string, ((path: string) => Promise<Weights>) | undefined> = {
  '.pth': openTorchCheckpoint,
  '.pt': openTorchCheckpoint,
  '.bin': openTorchCheckpoint,
  '.safetensors': openSafetensors,
};

async function openSafetensors(path: string): Promise<Weights> {
  const { tensors } = await readTensors(path);
  const ofSnapshot = withoutPrefix('net.', tensors);
  const own = Object.keys(ofSnapshot).length ? ofSnapshot : tensors;
  const inMemory = ({ shape, data }: Tensor) => ({ shape, read: async () => data });
  return Object.fromEntries(Object.entries(own).map(([name, tensor]) => [name, inMemory(tensor)]));
}
