import { join } from 'node:path';
import { type Tensor, readTensors, writeTensors } from '@fcdd/tensors';

const weightsFile = 'weights.safetensors';

/** Writes the initial weights of a net: all or some of its tensors, under the net's names, in PyTorch's layout. */
export async function writePretrainedWeights(folder: string, state: Record<string, Tensor>): Promise<void> {
  await writeTensors(join(folder, weightsFile), state);
}

/** @throws DataError where the file is missing or damaged */
export async function readPretrainedWeights(folder: string): Promise<Record<string, Tensor>> {
  return (await readTensors(join(folder, weightsFile))).tensors;
}
