import type { TensorData } from './element-types.ts';
import { refuseOtherKinds, isZip } from './file-kind.ts';
import { readLegacyFile } from './legacy-file.ts';
import { withFile } from './source-file.ts';
import { stateDictOf } from './state-dict.ts';
import { type StoredTensor, refuseExcess, storedTensor } from './stored-tensor.ts';
import { readZipFile } from './zip-file.ts';

/** More than any file's first bytes need to tell what it is. */
const headLength = 512;

/**
 * Lists the tensors of a state dict that `torch.save` wrote, in its old format or as a zip file; their values stay on
 * disk until they are read. The state dict may be the whole checkpoint or stand in it as `state_dict`, `model` or `net`;
 * what is no tensor is left out. The file's pickle is read as data: nothing in it is ever built or called.
 * @throws DataError where the file is damaged, is something else, or asks to run code
 */
export async function openTorchCheckpoint(path: string): Promise<Record<string, StoredTensor>> {
  return withFile(path, async (file) => {
    const head = await file.read(0, Math.min(headLength, file.size));
    refuseOtherKinds(head, file);
    const { content, extents } = await (isZip(head) ? readZipFile(file) : readLegacyFile(file));
    const stateDict = stateDictOf(content, file);
    refuseExcess(stateDict, file);
    const tensors: Record<string, StoredTensor> = Object.create(null);
    for (const [name, view] of stateDict) tensors[name] = storedTensor(name, view, extents, file);
    return tensors;
  });
}

/**
 * Reads all tensors of a state dict; see `openTorchCheckpoint`. Values are in row-major order, whatever the strides in
 * the file. 16-bit floats become 32-bit ones; small integers 32-bit ones; 64-bit integers doubles; truth values bytes.
 * @throws DataError likewise, and where values are damaged
 */
export async function readTorchCheckpoint(
  path: string,
): Promise<Record<string, { shape: number[]; data: TensorData }>> {
  const tensors: Record<string, { shape: number[]; data: TensorData }> = Object.create(null);
  for (const [name, { shape, read }] of Object.entries(await openTorchCheckpoint(path)))
    tensors[name] = { shape, data: await read() };
  return tensors;
}
