import type { TensorInfo } from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder, padRank, sizeOf } from '../lowering/stored.ts';
import type { RecordedValue } from '../recording/value.ts';
import type { FusedActivation } from './activations.ts';
import { channelsFirst } from './layouts.ts';

/** Operations that a fused convolution or product applies to its sums. */
export interface Fusion extends FusedActivation {
  readonly hasBias: boolean;
}

/** Fusion of a kernel that is not fused. */
export const noFusion: Fusion = { hasBias: false, activation: 'linear', leakyreluAlpha: 0 };

export function isFused({ hasBias, activation }: Fusion): boolean {
  return hasBias || activation !== 'linear';
}

/** Reads the fusion from the inputs and attributes of a kernel. */
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

/** The operands of a fused kernel: its bias and slopes may be missing. */
export function given(...operands: (TensorInfo | null | undefined)[]): TensorInfo[] {
  return operands.filter((operand) => operand !== undefined && operand !== null);
}

/** Returns the bias with one element per channel, also where tfjs has one for all. */
export function biasVector(lowering: Lowering, bias: RecordedValue, channels: number): string {
  const vector = lowering.reshape(lowering.full(bias), [-1]);
  if (sizeOf(bias.shape) === channels) return vector;
  return lowering.node('Expand', [vector, lowering.integers([channels])]);
}

/** Converts slopes of prelu for images with channels last to an ONNX value for images with channels first. */
export function slopesChannelsFirst(lowering: Lowering, slopes: RecordedValue): string {
  const { shape } = padRank(slopes.shape, naturalOrder(slopes.shape.length), 4);
  const name = lowering.reshape(lowering.full(slopes), shape);
  return lowering.arranged({ name, order: naturalOrder(4), shape }, channelsFirst);
}
