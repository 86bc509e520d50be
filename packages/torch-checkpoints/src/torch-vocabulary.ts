import type { ElementType } from './element-types.ts';
import type { Vocabulary } from './pickle/unpickle.ts';
import { type PickleGlobal, type PickleNode, type PickleValue, isGlobal, isNode } from './pickle/values.ts';

/** A pickle's reference to a run of elements in the file. */
export interface StorageNode extends PickleNode {
  kind: 'storage';
  /** Name of the storage in the file. */
  key: string;
  type: ElementType;
  /** Number of elements of the whole storage. */
  length: number;
  /** First element that the reference includes; 0 except for parts of storages in the old format. */
  start: number;
}

/** A tensor as a view of a storage. All lengths and positions are in elements. */
export interface TensorNode extends PickleNode {
  kind: 'tensor';
  storage: StorageNode;
  offset: number;
  shape: number[];
  strides: number[];
}

export function isTensor(value: PickleValue | undefined): value is TensorNode {
  return isNode(value) && value.kind === 'tensor';
}

function isStorage(value: PickleValue | undefined): value is StorageNode {
  return isNode(value) && value.kind === 'storage';
}

/**
 * Lists all names that a state dict of PyTorch may use, and none that could run code. It records which storages are
 * used.
 */
export function torchVocabulary(): Vocabulary & { storages: Map<string, StorageNode> } {
  const storages = new Map<string, StorageNode>();
  return {
    storages,
    globals,
    persistent(identifier) {
      const storage = storageOf(identifier);
      if (!storage) return undefined;
      const known = storages.get(storage.key) ?? storage;
      // PyTorch never gives one storage two types or lengths.
      if (known.type !== storage.type || known.length !== storage.length) return undefined;
      storages.set(known.key, known);
      return viewOf(known, (identifier as PickleValue[])[5]);
    },
  };
}

const storageTypes: Record<string, ElementType> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
};

const elementTypes = [
  'float64',
  'float32',
  'float16',
  'bfloat16',
  'int64',
  'int32',
  'int16',
  'int8',
  'uint8',
];

const globals: ReadonlyMap<string, PickleGlobal> = new Map(
  [
    // Old files have other names for storages that were on a GPU.
    ...Object.keys(storageTypes).flatMap((name) => [known(`torch.${name}`), known(`torch.cuda.${name}`)]),
    ...[...elementTypes, 'bool'].map((name) => known(`torch.${name}`)),
    known('collections.OrderedDict', orderedDict),
    known('torch.Size', ([sizes]) => sizes),
    known('torch.device', ([type]) => type),
    known('torch._utils._rebuild_tensor', tensor),
    known('torch._utils._rebuild_tensor_v2', tensor),
    known('torch._utils._rebuild_parameter', parameter),
    // PyTorch before 0.4 wrote parameters in this way.
    known('torch.nn.parameter.Parameter', parameter),
  ].map((entry) => [entry.name, entry]),
);

function known(name: string, describe?: PickleGlobal['describe']): PickleGlobal {
  return { kind: 'global', name, describe };
}

/** Makes a dictionary. Python 2 passes the pairs in the call; Python 3 sets them later, one by one. */
function orderedDict([pairs = []]: PickleValue[]): PickleValue | undefined {
  if (!Array.isArray(pairs)) return undefined;
  const isPair = (pair: PickleValue): pair is [PickleValue, PickleValue] =>
    Array.isArray(pair) && pair.length === 2;
  return pairs.every(isPair) ? new Map(pairs) : undefined;
}

function tensor([storage, offset, shape, strides]: PickleValue[]): TensorNode | undefined {
  if (!isStorage(storage) || !isCount(offset) || !areCounts(shape) || !areCounts(strides)) return undefined;
  if (shape.length !== strides.length) return undefined;
  return { kind: 'tensor', storage, offset: storage.start + offset, shape, strides };
}

function parameter([data]: PickleValue[]): PickleValue | undefined {
  return isTensor(data) ? data : undefined;
}

/** Reads a storage from ('storage', type, key, device, length); the old format adds the part that is meant. */
function storageOf(identifier: PickleValue): StorageNode | undefined {
  if (!Array.isArray(identifier)) return undefined;
  const [tag, type, key, , length] = identifier;
  if (tag !== 'storage' || !isGlobal(type) || typeof key !== 'string' || !isCount(length)) return undefined;
  const elementType = storageTypes[type.name.slice(type.name.lastIndexOf('.') + 1)];
  return elementType && { kind: 'storage', key, type: elementType, length, start: 0 };
}

/** Returns the storage itself, or the part of it that (key, start, length) describes. */
function viewOf(storage: StorageNode, part: PickleValue | undefined): StorageNode | undefined {
  if (part === undefined || part === null) return storage;
  if (!Array.isArray(part) || !isCount(part[1])) return undefined;
  return { ...storage, start: part[1] };
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Whether a value is a list of counts for a tensor's axes, of which PyTorch allows at most 64. */
function areCounts(value: PickleValue | undefined): value is number[] {
  return Array.isArray(value) && value.length <= 64 && value.every(isCount);
}
