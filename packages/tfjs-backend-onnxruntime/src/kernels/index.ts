import type { KernelConfig } from '@tensorflow/tfjs';
import { activationKernels } from './activations.ts';
import { addNKernels } from './add-n.ts';
import { argExtremeKernels } from './arg-extreme.ts';
import { averagePoolKernels } from './average-pool.ts';
import { batchNormKernels } from './batch-norm.ts';
import { binaryKernels } from './binary.ts';
import { broadcastKernels } from './broadcast.ts';
import { castKernels } from './cast.ts';
import { concatKernels } from './concat.ts';
import { convolution3DKernels } from './convolution-3d.ts';
import { convolutionFilterGradientKernels } from './convolution-filter-gradient.ts';
import { convolutionKernels } from './convolution.ts';
import { cumulativeKernels } from './cumulative.ts';
import { depthwiseConvolutionKernels } from './depthwise-convolution.ts';
import { diagKernels } from './diag.ts';
import { dilationKernels } from './dilation.ts';
import { einsumKernels } from './einsum.ts';
import { gatherNdKernels } from './gather-nd.ts';
import { gatherKernels } from './gather.ts';
import { hostKernels } from './host-kernels.ts';
import { imageKernels } from './images.ts';
import { localResponseNormalizationKernels } from './local-response-normalization.ts';
import { matMulKernels } from './matmul.ts';
import { maxPoolWithArgmaxKernels } from './max-pool-with-argmax.ts';
import { maxPoolKernels } from './max-pool.ts';
import { oneHotKernels } from './one-hot.ts';
import { padKernels } from './pad.ts';
import { reduceKernels } from './reduce.ts';
import { reshapeKernels } from './reshape.ts';
import { resizeBilinearKernels } from './resize-bilinear.ts';
import { resizeKernels } from './resize.ts';
import { scatterKernels } from './scatter.ts';
import { selectKernels } from './select.ts';
import { sequenceKernels } from './sequence.ts';
import { sliceKernels } from './slice.ts';
import { softmaxKernels } from './softmax.ts';
import { spaceToBatchKernels } from './space-to-batch.ts';
import { topKKernels } from './top-k.ts';
import { transposeKernels } from './transpose.ts';
import { unaryKernels } from './unary.ts';

/** All kernels of this backend. */
export const kernels: readonly KernelConfig[] = [
  ...activationKernels,
  ...addNKernels,
  ...argExtremeKernels,
  ...averagePoolKernels,
  ...batchNormKernels,
  ...binaryKernels,
  ...broadcastKernels,
  ...castKernels,
  ...concatKernels,
  ...convolution3DKernels,
  ...convolutionFilterGradientKernels,
  ...convolutionKernels,
  ...cumulativeKernels,
  ...depthwiseConvolutionKernels,
  ...diagKernels,
  ...dilationKernels,
  ...einsumKernels,
  ...gatherNdKernels,
  ...gatherKernels,
  ...hostKernels,
  ...imageKernels,
  ...localResponseNormalizationKernels,
  ...matMulKernels,
  ...maxPoolKernels,
  ...maxPoolWithArgmaxKernels,
  ...oneHotKernels,
  ...padKernels,
  ...reduceKernels,
  ...reshapeKernels,
  ...resizeBilinearKernels,
  ...resizeKernels,
  ...scatterKernels,
  ...selectKernels,
  ...sequenceKernels,
  ...sliceKernels,
  ...softmaxKernels,
  ...spaceToBatchKernels,
  ...topKKernels,
  ...transposeKernels,
  ...unaryKernels,
];
