import type { Initialisation } from './layers.ts';

/** How a parameter starts: at one value, uniform between minus and plus the bound, or normal around zero. */
export type InitialValues = { value: number } | { bound: number } | { deviation: number };

/**
 * Start values of a weight and its bias. Sources: PyTorch's `torch.nn.init`, and torchvision's VGG for the normal ones.
 * @param shape of the weight in PyTorch's layout
 * @param groups of a convolution
 */
export function initialValues(
  initialisation: Initialisation | undefined,
  shape: number[],
  groups = 1,
): { weight: InitialValues; bias: InitialValues } {
  const [first, second, ...kernel] = shape as [number, number, ...number[]];
  const area = kernel.reduce((product, length) => product * length, 1);
  // PyTorch takes the second axis for the inputs, even in transposed convolutions, where it is the outputs.
  const [fanIn, fanOut] = [second * area, first * area];
  // kaiming_uniform_ with a = sqrt(5) comes to this bound, which biases have as well.
  const standard = { bound: 1 / Math.sqrt(fanIn) };
  switch (initialisation) {
    case undefined:
      return { weight: standard, bias: standard };
    case 'xavierUniform':
      return { weight: { bound: leakyReluGain * Math.sqrt(6 / (fanIn + fanOut)) }, bias: standard };
    case 'kaimingNormal':
      return { weight: { deviation: Math.sqrt(2 / (fanOut / groups)) }, bias: { value: 0 } };
    case 'normal':
      return { weight: { deviation: 0.01 }, bias: { value: 0 } };
  }
}

/** For a negative slope of 0.01. */
const leakyReluGain = Math.sqrt(2 / (1 + 0.01 ** 2));
