import { backend_util, util } from '@tensorflow/tfjs';
import type {
  BatchMatMulAttrs,
  BatchMatMulInputs,
  KernelConfig,
  TensorInfo,
  _FusedMatMulAttrs,
  _FusedMatMulInputs,
} from '@tensorflow/tfjs';
import { arithmeticType } from '../lowering/lowering.ts';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder } from '../lowering/stored.ts';
import type { AxisOrder } from '../lowering/stored.ts';
import { operationType, resultOf } from '../recording/operation.ts';
import type { RecordedValue } from '../recording/value.ts';
import { lowerActivation } from './activations.ts';
import { castTo } from './cast.ts';
import { fusionOf, given, noFusion } from './fusion.ts';
import type { Fusion } from './fusion.ts';
import { kernel } from './kernel.ts';
import { multiply } from './product.ts';
import type { Factor } from './product.ts';

interface MatMulAttributes extends Fusion {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Inputs: a, b, and optionally a bias and a slope of prelu. */
const matMul = operationType<MatMulAttributes>('MatMul', (lowering, { inputs, attributes, value }) => {
  const [a, b, ...rest] = inputs as [RecordedValue, RecordedValue, ...RecordedValue[]];
  const product = lowerProduct(lowering, a, b, attributes);
  const operands = rest.map((input) => lowering.full(input));
  const bias = attributes.hasBias ? operands.shift() : undefined;
  const sum = bias === undefined ? product : lowering.node('Add', [product, bias]);
  return {
    name: lowerActivation(lowering, sum, attributes, operands[0]),
    order: naturalOrder(value.shape.length),
    shape: value.shape,
  };
});

/** Products of matrices, one by one or in batches that broadcast. */
export const matMulKernels: KernelConfig[] = [
  kernel<BatchMatMulInputs, BatchMatMulAttrs>('BatchMatMul', (backend, { a, b }, attributes) => {
    const { transposeA, transposeB } = attributes;
    const linear = { transposeA, transposeB, ...noFusion };
    return backend.add(productOf(linear, backend.values(a, b), productShape(a, b, attributes)));
  }),
  kernel<_FusedMatMulInputs, _FusedMatMulAttrs>('_FusedMatMul', (backend, inputs, attributes) => {
    const { a, b, bias, preluActivationWeights } = inputs;
    const { transposeA, transposeB } = attributes;
    const fused = { transposeA, transposeB, ...fusionOf(inputs, attributes) };
    const operands = backend.values(...given(a, b, bias, preluActivationWeights));
    return backend.add(productOf(fused, operands, productShape(a, b, attributes)));
  }),
];

/** Computes booleans as numbers, because ONNX does not multiply booleans: a sum above zero is true. */
function productOf(
  attributes: MatMulAttributes,
  operands: readonly RecordedValue[],
  shape: number[],
): RecordedValue {
  const { dtype } = operands[0]!;
  const numbers = operands.map((operand) => castTo(operand, arithmeticType(operand.dtype)));
  return castTo(resultOf(matMul, attributes, numbers, shape, arithmeticType(dtype)), dtype);
}

function productShape(
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: Pick<MatMulAttributes, 'transposeA' | 'transposeB'>,
): number[] {
  util.assert(Math.min(a.shape.length, b.shape.length) >= 2, () => shapeMessage('two axes or more', a, b));
  const [innerA, innerB] = [a.shape.at(transposeA ? -2 : -1), b.shape.at(transposeB ? -1 : -2)];
  util.assert(innerA === innerB, () =>
    shapeMessage(`equal inner extents, not ${innerA} and ${innerB}`, a, b),
  );
  const batch = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return [...batch, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!];
}

function shapeMessage(requirement: string, a: TensorInfo, b: TensorInfo): string {
  return `Error in matMul: tensors of the shapes [${a.shape}] and [${b.shape}] must have ${requirement}.`;
}

/** Transposes an operand, without moving elements if it is already stored in the other order. */
function lowerProduct(
  lowering: Lowering,
  a: RecordedValue,
  b: RecordedValue,
  { transposeA, transposeB }: MatMulAttributes,
): string {
  const left = matrix(lowering, a, transposeA);
  const right = matrix(lowering, b, transposeB);
  if (a.dtype === 'float32' || (!left.transposed && !right.transposed))
    return multiply(lowering, left, right);
  const operands = [a, b].map((value, i) =>
    lowering.full(value, [transposeA, transposeB][i] ? swapped(value) : undefined),
  );
  return lowering.node('MatMul', operands);
}

function matrix(lowering: Lowering, value: RecordedValue, transposed: boolean): Factor {
  const isSwapped = lowering.stored(value).order.join() === swapped(value).join();
  const rank = value.shape.length;
  return isSwapped
    ? { name: lowering.full(value, swapped(value)), rank, transposed: !transposed }
    : { name: lowering.full(value), rank, transposed };
}

function swapped({ shape }: RecordedValue): AxisOrder {
  const rank = shape.length;
  return [...naturalOrder(rank - 2), rank - 1, rank - 2];
}
