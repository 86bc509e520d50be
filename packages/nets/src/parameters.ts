import { DataError } from '@fcdd/errors';
import type { RandomSource } from '@fcdd/random';
import type { Tensor } from '@fcdd/tensors';
import * as tf from '@tensorflow/tfjs';
import type { ParameterShape } from './parameter-shapes.ts';

/** A tensor in the engine, with its name and layout outside of it. */
export interface Parameter {
  name: string;
  /**
   * In PyTorch's layout. The variable of a convolution's weight is [height, width, input, output channels], that of a
   * transposed one [height, width, output, input channels].
   */
  shape: number[];
  variable: tf.Variable;
}

/** Draws the start values, in PyTorch's layout, from a stream of the parameter's own; zeros without a source. */
export function createParameter(
  { name, shape, trainable, initial }: ParameterShape,
  random?: RandomSource,
): Parameter {
  const data = new Float32Array(shape.reduce((product, length) => product * length, 1));
  if ('value' in initial) data.fill(initial.value);
  else if (random) {
    const stream = random.fork(name);
    const draw =
      'bound' in initial
        ? () => initial.bound * (2 * stream.uniform() - 1)
        : () => initial.deviation * stream.normal();
    for (let i = 0; i < data.length; i++) data[i] = draw();
  }
  return { name, shape, variable: variableOf(shape, data, trainable) };
}

/** Zeros in the shape of another parameter, for the state that an optimizer keeps of it. */
export function zerosBeside({ shape, variable }: Parameter, name: string): Parameter {
  return { name, shape, variable: tf.tidy(() => tf.variable(tf.zeros(variable.shape), false)) };
}

/** Values by name, in PyTorch's layout. */
export async function readParameters(parameters: Parameter[]): Promise<Record<string, Tensor>> {
  const entries = parameters.map(async ({ name, shape, variable }) => {
    const data = (await variable.data()) as Float32Array;
    return [name, { shape, data: isKernel(shape) ? fromEngineLayout(data, shape) : data.slice() }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Sets values by name, in PyTorch's layout.
 * @throws DataError where one is missing or has another shape
 */
export function writeParameters(parameters: Parameter[], state: Record<string, Tensor>): void {
  for (const { name, shape } of parameters) {
    const found = state[name];
    if (!found) throw new DataError(`The saved state has no '${name}'.`);
    if (found.shape.join() !== shape.join())
      throw new DataError(
        `'${name}' of the saved state has the shape [${found.shape}], but the net needs [${shape}].`,
      );
  }
  for (const { name, shape, variable } of parameters)
    tf.tidy(() => variable.assign(engineTensor(shape, Float32Array.from(state[name]!.data))));
}

function variableOf(shape: number[], data: Float32Array, trainable: boolean): tf.Variable {
  return tf.tidy(() => tf.variable(engineTensor(shape, data), trainable));
}

function engineTensor(shape: number[], data: Float32Array): tf.Tensor {
  if (!isKernel(shape)) return tf.tensor(data, shape);
  const [output, input, height, width] = shape as [number, number, number, number];
  return tf.tensor(toEngineLayout(data, shape), [height, width, input, output]);
}

function isKernel(shape: number[]): boolean {
  return shape.length === 4;
}

/** From [output, input, height, width] to [height, width, input, output]. */
function toEngineLayout(data: Float32Array, shape: number[]): Float32Array {
  const result = new Float32Array(data.length);
  forEachWeight(shape, (theirs, ours) => (result[ours] = data[theirs]!));
  return result;
}

function fromEngineLayout(data: Float32Array, shape: number[]): Float32Array {
  const result = new Float32Array(data.length);
  forEachWeight(shape, (theirs, ours) => (result[theirs] = data[ours]!));
  return result;
}

/** Calls with each weight's place in PyTorch's layout and in the engine's. */
function forEachWeight(shape: number[], visit: (theirs: number, ours: number) => void): void {
  const [output, input, height, width] = shape as [number, number, number, number];
  const area = height * width;
  for (let o = 0; o < output; o++)
    for (let i = 0; i < input; i++)
      for (let p = 0; p < area; p++) visit((o * input + i) * area + p, (p * input + i) * output + o);
}
