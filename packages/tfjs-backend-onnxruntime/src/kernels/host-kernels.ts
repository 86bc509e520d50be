import type { KernelConfig } from '@tensorflow/tfjs';
import { computeOnHost } from './host.ts';
import { kernel } from './kernel.ts';

/** The shapes of these results depend on the numbers. */
const ofUnknownShape = [
  'NonMaxSuppressionV3',
  'NonMaxSuppressionV4',
  'NonMaxSuppressionV5',
  'RaggedGather',
  'RaggedRange',
  'RaggedTensorToTensor',
  'SparseFillEmptyRows',
  'SparseReshape',
  'SparseSegmentMean',
  'SparseSegmentSum',
  'Unique',
];

const ofStrings = ['StaticRegexReplace', 'StringNGrams', 'StringSplit', 'StringToHashBucketFast'];

/** Kernels of few numbers, or of loops that no ONNX operator has. */
const ofLoops = ['Bincount', 'BroadcastArgs', 'Cumprod', 'DenseBincount', 'Multinomial', 'SearchSorted'];

/** Kernels that tfjs's own JavaScript computes at once. */
export const hostKernels: KernelConfig[] = [...ofUnknownShape, ...ofStrings, ...ofLoops].map((name) =>
  kernel(name, (backend, inputs, attributes) => computeOnHost(name, backend, inputs, attributes)),
);
