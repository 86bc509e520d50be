import type { PickleValue } from './pickle/values.ts';
import type { SourceFile } from './source-file.ts';
import { type TensorNode, isTensor } from './torch-vocabulary.ts';

/** Keys under which larger checkpoints keep their state dict. */
const usualKeys = ['state_dict', 'model', 'net'];

/**
 * Finds the tensors of a checkpoint by name.
 * @throws DataError where it has no state dict
 */
export function stateDictOf(content: PickleValue, file: SourceFile): Map<string, TensorNode> {
  const nested = content instanceof Map ? usualKeys.map((key) => content.get(key)) : [];
  const found = [...nested, content].map(tensorsOf).find((tensors) => tensors.size > 0);
  if (!found)
    throw file.refuse(
      `it holds no dictionary of tensors, neither at the top nor under ${usualKeys.join(', ')}`,
    );
  return found;
}

function tensorsOf(value: PickleValue | undefined): Map<string, TensorNode> {
  const entries = value instanceof Map ? [...value] : [];
  return new Map(
    entries.filter(
      (entry): entry is [string, TensorNode] => typeof entry[0] === 'string' && isTensor(entry[1]),
    ),
  );
}
