import type { TensorInfo } from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { sizeOf } from '../lowering/stored.ts';
import type { RecordedValue } from '../recording/value.ts';
import type { FusedActivation } from './activations.ts';

/** What a fused convolution does with its sums. */
export interface Fusion extends FusedActivation {
  readonly hasBias: boolean;
}

/** The fusion of a kernel that is not fused. */
export const noFusion: Fusion = { hasBias: false, activation: 'linear', leakyreluAlpha: 0 };

/** The fusion that tfjs asks for with the inputs and attributes of a kernel. */
export function fusionOf(
  { bias }: { bias?: TensorInfo | null },
  { activation, leakyreluAlpha }: { activation: unknown; leakyreluAlpha?: number },
): Fusion {
  return {
    hasBias: bias !== undefined && bias !== null,
    activation: activation as string,
    leakyreluAlpha: leakyreluAlpha ?? 0,
  };
}

/** The bias with one element for each channel, also where tfjs has one for all. */
export function biasVector(lowering: Lowering, bias: RecordedValue, channels: number): string {
  const vector = lowering.reshape(lowering.full(bias), [-1]);
  if (sizeOf(bias.shape) === channels) return vector;
  return lowering.node('Expand', [vector, lowering.integers([channels])]);
}

/** Slopes of prelu, for each channel or for each of height, width and channel, beside a result with channels first. */
export function slopesChannelsFirst(lowering: Lowering, slopes: RecordedValue): string {
  return slopes.shape.length === 3
    ? lowering.full(slopes, [2, 0, 1])
    : lowering.reshape(lowering.full(slopes), [-1, 1, 1]);
}
