import { backend_util } from '@tensorflow/tfjs';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import { elementwise } from '../lowering/elementwise.ts';
import { arithmeticType } from '../lowering/lowering.ts';
import type { Lowering } from '../lowering/lowering.ts';
import type { ElementType } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { isInfinite } from './special-numbers.ts';

type Binary = { a: TensorInfo; b: TensorInfo };
type Compute = (lowering: Lowering, a: string, b: string, dtype: ElementType) => string;

const arithmetic: Record<string, Compute> = {
  Add: onnx('Add'),
  Maximum: onnx('Max'),
  Minimum: onnx('Min'),
  Mod: remainder,
  Multiply: onnx('Mul'),
  Pow: onnx('Pow'),
  SquaredDifference: (lowering, a, b) => {
    const difference = lowering.node('Sub', [a, b]);
    return lowering.node('Mul', [difference, difference]);
  },
  Sub: onnx('Sub'),
};

const arithmeticOfReals: Record<string, Compute> = {
  Atan2: arcTangent,
  RealDiv: onnx('Div'),
};

const comparisons: Record<string, Compute> = {
  Equal: onnx('Equal'),
  Greater: onnx('Greater'),
  GreaterEqual: onnx('GreaterOrEqual'),
  Less: onnx('Less'),
  LessEqual: onnx('LessOrEqual'),
  NotEqual: (lowering, a, b) => lowering.node('Not', [lowering.node('Equal', [a, b])]),
};

const logical: Record<string, Compute> = {
  LogicalAnd: onnx('And'),
  LogicalOr: onnx('Or'),
};

const ofIntegers: Record<string, Compute> = { BitwiseAnd: onnx('BitwiseAnd') };

const floorDiv: Record<string, Compute> = { FloorDiv: floorOfQuotient };

/** Functions of two tensors that broadcast, element by element. */
export const binaryKernels: KernelConfig[] = [
  ...binaryFamily(arithmetic, arithmeticType, (operand) => operand),
  ...binaryFamily(
    arithmeticOfReals,
    () => 'float32',
    (operand) => operand,
  ),
  ...binaryFamily(
    ofIntegers,
    () => 'int32',
    () => 'int32',
  ),
  ...binaryFamily(floorDiv, arithmeticType, () => 'int32'),
  ...binaryFamily(comparisons, arithmeticType, () => 'bool'),
  ...binaryFamily(
    logical,
    () => 'bool',
    () => 'bool',
  ),
];

/** Kernels with the same types of computation and result. */
function binaryFamily(
  functions: Record<string, Compute>,
  operandType: (dtype: ElementType) => ElementType,
  resultType: (operand: ElementType) => ElementType,
): KernelConfig[] {
  return Object.entries(functions).map(([name, compute]) => {
    const type = elementwise(name, (lowering, [a, b], { inputs }) =>
      compute(lowering, a!, b!, inputs[0]!.dtype),
    );
    return kernel<Binary>(name, (backend, { a, b }) => {
      const dtype = operandType(a.dtype as ElementType);
      const operands = [castTo(backend.value(a), dtype), castTo(backend.value(b), dtype)];
      const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
      return backend.record(type, {}, operands, shape, resultType(dtype));
    });
  });
}

function onnx(operator: string): Compute {
  return (lowering, a, b) => lowering.node(operator, [a, b]);
}

/**
 * Largest integer not above a / b. ONNX truncates integer quotients towards zero, so the remainder is subtracted
 * first.
 */
function floorOfQuotient(lowering: Lowering, a: string, b: string, dtype: ElementType): string {
  if (dtype === 'float32')
    return lowering.cast(lowering.node('Floor', [lowering.node('Div', [a, b])]), 'int32');
  return unlessDivisorIsZero(lowering, b, (divisor) => {
    const multiple = lowering.node('Sub', [a, lowering.node('Mod', [a, divisor])]);
    return lowering.node('Div', [multiple, divisor]);
  });
}

/** Remainder with the sign of the divisor, as in ONNX for integers; for real numbers ONNX keeps the sign of a. */
function remainder(lowering: Lowering, a: string, b: string, dtype: ElementType): string {
  if (dtype !== 'float32')
    return unlessDivisorIsZero(lowering, b, (divisor) => lowering.node('Mod', [a, divisor]));
  const fmod = (x: string) => lowering.node('Mod', [x, b], { fmod: 1 });
  return fmod(lowering.node('Add', [fmod(a), b]));
}

/** Integer division that gives zero for a divisor of zero, as in tfjs, where onnxruntime would fail. */
function unlessDivisorIsZero(
  lowering: Lowering,
  divisor: string,
  divide: (divisor: string) => string,
): string {
  const [zero, one] = [0, 1].map((value) => lowering.scalar(value, 'int32')) as [string, string];
  const isZero = lowering.node('Equal', [divisor, zero]);
  const result = divide(lowering.node('Where', [isZero, one, divisor]));
  return lowering.node('Where', [isZero, zero, result]);
}

/** Angle of the point (b, a): atan(a / b), plus half a turn left of the axis. */
function arcTangent(lowering: Lowering, a: string, b: string): string {
  const zero = lowering.scalar(0, 'float32');
  const constant = (value: number) => lowering.scalar(value, 'float32');
  // Points with two infinite coordinates lie on a diagonal, although their quotient is NaN.
  const areInfinite = lowering.node('And', [isInfinite(lowering, a), isInfinite(lowering, b)]);
  const diagonal = lowering.node('Mul', [lowering.node('Sign', [a]), lowering.node('Sign', [b])]);
  const slope = lowering.node('Where', [areInfinite, diagonal, lowering.node('Div', [a, b])]);
  const angle = lowering.node('Atan', [slope]);
  const isBelow = lowering.node('Less', [a, zero]);
  const halfTurn = lowering.node('Where', [isBelow, constant(-Math.PI), constant(Math.PI)]);
  const isLeft = lowering.node('Less', [b, zero]);
  const turned = lowering.node('Where', [isLeft, lowering.node('Add', [angle, halfTurn]), angle]);
  const isOrigin = lowering.node('And', [
    lowering.node('Equal', [a, zero]),
    lowering.node('Equal', [b, zero]),
  ]);
  return lowering.node('Where', [isOrigin, zero, turned]);
}
