import { DataError } from '@fcdd/errors';
import {
  type PickleGlobal,
  type PickleNode,
  type PickleValue,
  type Vocabulary,
  byteCursor,
  isNode,
  unpickle,
} from '@fcdd/torch-checkpoints/pickle';
import { type CifarBatch, interleaved } from './cifar-batch.ts';

/**
 * Reads a file of the python version, a pickled dictionary with an array of images, as data: nothing in it is run.
 * @param labelsKey the entry that holds the class indices
 * @throws DataError where it is damaged or something else
 */
export function parsePickledBatch(bytes: Uint8Array, labelsKey: string, file: string): CifarBatch {
  const refuse = (reason: string) =>
    new DataError(`${file} is not a batch of CIFAR images: ${reason}.`, {
      hint: "Get it anew from the publisher's archive.",
    });
  const batch = unpickle(byteCursor(bytes, refuse), numpyVocabulary);
  if (!(batch instanceof Map)) throw refuse('it is not a dictionary');
  const entries = new Map([...batch].map(([key, value]) => [textOf(key), value]));
  const labels = entries.get(labelsKey);
  const images = entries.get('data');
  if (!isLabels(labels)) throw refuse(`it has no list of ${labelsKey}`);
  const planes = isArray(images) ? bytesOf(images.values) : undefined;
  if (!planes || planes.length !== labels.length * 3072)
    throw refuse(`its images are not an array of bytes, 3,072 for each of ${labels.length} labels`);
  return { images: interleaved(planes, labels.length), labels };
}

/** An array of numpy. */
interface ArrayNode extends PickleNode {
  kind: 'array';
  /** Text in pickles of Python 2. */
  values?: PickleValue;
}

const known = (name: string, describe?: PickleGlobal['describe']): [string, PickleGlobal] => [
  name,
  { kind: 'global', name, describe },
];

/** All names that an array of bytes needs, and none that could run code. */
const numpyVocabulary: Vocabulary = {
  globals: new Map([
    // The module has moved in numpy 2.
    ...['numpy.core', 'numpy._core'].map((module) =>
      known(`${module}.multiarray._reconstruct`, (): ArrayNode => ({ kind: 'array' })),
    ),
    known('numpy.ndarray'),
    known('numpy.dtype', ([type]) => (type === 'u1' ? { kind: 'bytes' } : undefined)),
    // How Python 3 writes bytes for Python 2.
    known('_codecs.encode', ([text, encoding]) =>
      typeof text === 'string' && encoding === 'latin1' ? Buffer.from(text, 'latin1') : undefined,
    ),
  ]),
  persistent: () => undefined,
  build(target, state) {
    // Version, shape, type, order of the axes, and the values.
    if (isArray(target) && Array.isArray(state) && state[3] === false) target.values = state[4];
  },
};

function isArray(value: PickleValue | undefined): value is ArrayNode {
  return isNode(value) && value.kind === 'array';
}

function isLabels(value: PickleValue | undefined): value is number[] {
  return Array.isArray(value) && value.every((label) => typeof label === 'number');
}

function textOf(value: PickleValue): PickleValue {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
}

function bytesOf(value: PickleValue | undefined): Uint8Array | undefined {
  if (typeof value === 'string') return Buffer.from(value, 'latin1');
  return value instanceof Uint8Array ? value : undefined;
}
