import { DataError } from '@fcdd/errors';
import type { Tensor, TensorData } from '@fcdd/tensors';

/**
 * Returns the tensor of this name and type.
 * @throws DataError that names the missing tensor or its wrong type
 */
export function required<Data extends TensorData>(
  tensors: Record<string, Tensor>,
  name: string,
  type: new (length: number) => Data,
  file: string,
): Tensor<Data> {
  const tensor = tensors[name];
  if (!tensor) throw new DataError(`${file} has no tensor '${name}'.`);
  if (!(tensor.data instanceof type))
    throw new DataError(`The tensor '${name}' of ${file} is not a ${type.name}.`);
  return tensor as Tensor<Data>;
}
