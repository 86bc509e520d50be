import type { TensorData } from './element-types.ts';
import { refuseOtherKinds, isZip } from './file-kind.ts';
import { readLegacyFile } from './legacy-file.ts';
import { withFile } from './source-file.ts';
import { stateDictOf } from './state-dict.ts';
import { type StoredTensor, refuseExcess, storedTensor } from './stored-tensor.ts';
import { readZipFile } from './zip-file.ts';

/** Number of first bytes that are read, enough to recognise any kind of file. */
const headLength = 512;

/**
 * Lists the tensors of a state dict that `torch.save` wrote, in its old format or as a zip file. Their values stay on
 * disk until they are read. The state dict is the whole checkpoint, or its entry `state_dict`, `model` or `net`;
 * anything in it but tensors is ignored. The file's pickle is read as data: nothing in it is ever built or called.
 * @throws DataError where the file is damaged, is not a checkpoint, or asks to run code
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
 * Reads all tensors of a state dict; see `openTorchCheckpoint`. Values are in row-major order, whatever the strides
 * in the file. 16-bit floats become 32-bit floats, small integers 32-bit integers, 64-bit integers doubles, and truth
 * values bytes.
 * @throws DataError in the same cases, and where values are damaged
 */
export async function readTorchCheckpoint(
  path: string,
): Promise<Record<string, { shape: number[]; data: TensorData }>> {
  const tensors: Record<string, { shape: number[]; data: TensorData }> = Object.create(null);
  for (const [name, { shape, read }] of Object.entries(await openTorchCheckpoint(path)))
    tensors[name] = { shape, data: await read() };
  return tensors;
}
