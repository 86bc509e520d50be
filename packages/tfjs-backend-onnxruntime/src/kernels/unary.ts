import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import { elementwise } from '../lowering/elementwise.ts';
import type { Lowering } from '../lowering/lowering.ts';
import type { ElementType } from '../recording/value.ts';
import { castTo } from './cast.ts';
import { kernel } from './kernel.ts';
import { isInfinite, isNaN } from './special-numbers.ts';

type Unary = { x: TensorInfo };
type Compute = (lowering: Lowering, x: string, dtype: ElementType) => string;

/** Functions of real numbers: integers are converted first. */
const ofReals: Record<string, Compute> = {
  Acos: onnx('Acos'),
  Acosh: onnx('Acosh'),
  Asin: onnx('Asin'),
  Asinh: onnx('Asinh'),
  Atan: onnx('Atan'),
  Atanh: onnx('Atanh'),
  Ceil: onnx('Ceil'),
  Cos: onnx('Cos'),
  Cosh: onnx('Cosh'),
  Elu: onnx('Elu'),
  Erf: onnx('Erf'),
  Exp: onnx('Exp'),
  Expm1: exponentialMinusOne,
  Floor: onnx('Floor'),
  Log: onnx('Log'),
  Log1p: logarithmOfOnePlus,
  Reciprocal: onnx('Reciprocal'),
  Rsqrt: (lowering, x) => lowering.node('Reciprocal', [lowering.node('Sqrt', [x])]),
  Selu: onnx('Selu'),
  Sigmoid: onnx('Sigmoid'),
  Sin: onnx('Sin'),
  Sinh: onnx('Sinh'),
  Softplus: onnx('Softplus'),
  Sqrt: onnx('Sqrt'),
  Tan: onnx('Tan'),
  Tanh: onnx('Tanh'),
};

/** Functions whose result has the type of their argument. */
const ofNumbers: Record<string, Compute> = {
  Abs: onnx('Abs'),
  Neg: onnx('Neg'),
  Relu: onnx('Relu'),
  Relu6: (lowering, x, dtype) =>
    lowering.node('Clip', [x, lowering.scalar(0, dtype), lowering.scalar(6, dtype)]),
  Round: (lowering, x, dtype) => (dtype === 'int32' ? x : lowering.node('Round', [x])),
  Sign: signOf,
  Square: (lowering, x) => lowering.node('Mul', [x, x]),
};

/** Questions with a boolean answer about real numbers. */
const questions: Record<string, Compute> = {
  IsNan: isNaN,
  IsInf: isInfinite,
  IsFinite: (lowering, x) => {
    // Only finite numbers differ from themselves by zero.
    const difference = lowering.node('Sub', [x, x]);
    return lowering.node('Equal', [difference, lowering.scalar(0, 'float32')]);
  },
};

const logicalNot = elementwise('LogicalNot', (lowering, [x]) => lowering.node('Not', [x!]));

/** Functions of one tensor, element by element. */
export const unaryKernels: KernelConfig[] = [
  ...Object.entries(ofReals).map(([name, compute]) => unaryKernel(name, compute, 'real')),
  ...Object.entries(ofNumbers).map(([name, compute]) => unaryKernel(name, compute, 'number')),
  ...Object.entries(questions).map(([name, compute]) => unaryKernel(name, compute, 'question')),
  kernel<Unary>('LogicalNot', (backend, { x }) =>
    backend.record(logicalNot, {}, [backend.value(x)], x.shape, 'bool'),
  ),
];

function unaryKernel(name: string, compute: Compute, kind: 'real' | 'number' | 'question'): KernelConfig {
  const type = elementwise(name, (lowering, [x], { inputs }) => compute(lowering, x!, inputs[0]!.dtype));
  return kernel<Unary>(name, (backend, { x }) => {
    const argument = castTo(backend.value(x), kind === 'number' && x.dtype === 'int32' ? 'int32' : 'float32');
    return backend.record(type, {}, [argument], x.shape, kind === 'question' ? 'bool' : argument.dtype);
  });
}

function onnx(operator: string): Compute {
  return (lowering, x) => lowering.node(operator, [x]);
}

/** Sign, which is zero for NaN, as in tfjs. */
function signOf(lowering: Lowering, x: string, dtype: ElementType): string {
  const sign = lowering.node('Sign', [x]);
  if (dtype === 'int32') return sign;
  return lowering.node('Where', [isNaN(lowering, x), lowering.scalar(0, 'float32'), sign]);
}

/** exp(x) - 1 = tanh(x / 2) (exp(x) + 1), which loses no digits near 0; for large x the plain difference. */
function exponentialMinusOne(lowering: Lowering, x: string): string {
  const one = lowering.scalar(1, 'float32');
  const exponential = lowering.node('Exp', [x]);
  const tanh = lowering.node('Tanh', [lowering.node('Mul', [x, lowering.scalar(0.5, 'float32')])]);
  const accurate = lowering.node('Mul', [tanh, lowering.node('Add', [exponential, one])]);
  const isSmall = lowering.node('Less', [lowering.node('Abs', [x]), one]);
  return lowering.node('Where', [isSmall, accurate, lowering.node('Sub', [exponential, one])]);
}

/** log(1 + x) = log(u) x / (u - 1) with u = 1 + x rounded (Kahan); x itself where u is 1. */
function logarithmOfOnePlus(lowering: Lowering, x: string): string {
  const one = lowering.scalar(1, 'float32');
  const u = lowering.node('Add', [x, one]);
  const logarithm = lowering.node('Log', [u]);
  const difference = lowering.node('Sub', [u, one]);
  const isTiny = lowering.node('Equal', [difference, lowering.scalar(0, 'float32')]);
  const isUnbounded = isInfinite(lowering, u);
  const corrected = lowering.node('Mul', [logarithm, lowering.node('Div', [x, difference])]);
  const finite = lowering.node('Where', [isUnbounded, logarithm, corrected]);
  return lowering.node('Where', [isTiny, x, finite]);
}
