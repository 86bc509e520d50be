import type { KernelConfig, LRNAttrs, LRNGradAttrs, LRNGradInputs, LRNInputs } from '@tensorflow/tfjs';
import type { Lowering } from '../lowering/lowering.ts';
import { naturalOrder } from '../lowering/stored.ts';
import { operationType } from '../recording/operation.ts';
import { kernel } from './kernel.ts';
import { channelsFirst } from './layouts.ts';

/** With s = bias + alpha * (the sum of squares over the channels within `depthRadius`): y = x / s^beta. */
const normalization = operationType<LRNAttrs>('LRN', (lowering, { inputs: [x], attributes, value }) => {
  const size = 2 * attributes.depthRadius + 1;
  const [alpha, beta, bias] = [attributes.alpha * size, attributes.beta, attributes.bias];
  return {
    name: lowering.node('LRN', [lowering.full(x!, channelsFirst)], {
      size,
      alpha: lowering.float(alpha),
      beta: lowering.float(beta),
      bias: lowering.float(bias),
    }),
    order: channelsFirst,
    shape: value.shape,
  };
});

/** Inputs: x, y, dy. The gradient is dy / s^beta - 2 alpha beta x * (the sum of dy y / s over the same channels). */
const normalizationGradient = operationType<LRNGradAttrs>(
  'LRNGrad',
  (lowering, { inputs, attributes, value }) => {
    const { depthRadius, alpha, beta, bias } = attributes;
    const [x, y, dy] = inputs.map((input) => lowering.full(input)) as [string, string, string];
    const node = (operator: string, a: string, b: string) => lowering.node(operator, [a, b]);
    const constant = (number: number) => lowering.scalar(number, 'float32');
    const channelSum = (images: string) =>
      sumOverNeighbours(lowering, images, depthRadius, value.shape as [number, number, number, number]);
    const squares = node('Mul', channelSum(node('Mul', x, x)), constant(alpha));
    const s = node('Add', squares, constant(bias));
    const own = node('Mul', dy, node('Pow', s, constant(-beta)));
    const share = node('Mul', channelSum(node('Div', node('Mul', dy, y), s)), constant(2 * alpha * beta));
    return {
      name: node('Sub', own, node('Mul', x, share)),
      order: naturalOrder(4),
      shape: value.shape,
    };
  },
);

/** Normalization of each pixel's channels by those beside them. */
export const localResponseNormalizationKernels: KernelConfig[] = [
  kernel<LRNInputs, LRNAttrs>('LRN', (backend, { x }, { depthRadius, bias, alpha, beta }) =>
    backend.record(normalization, { depthRadius, bias, alpha, beta }, [backend.value(x)], x.shape, 'float32'),
  ),
  kernel<LRNGradInputs, LRNGradAttrs>(
    'LRNGrad',
    (backend, { x, y, dy }, { depthRadius, bias, alpha, beta }) => {
      const attributes = { depthRadius, bias, alpha, beta };
      return backend.record(normalizationGradient, attributes, backend.values(x, y, dy), x.shape, 'float32');
    },
  ),
];

/** Sums over the channels within the radius of each channel, as a mean that counts paddings times their number. */
function sumOverNeighbours(
  lowering: Lowering,
  images: string,
  radius: number,
  shape: [number, number, number, number],
): string {
  const [batch, height, width, channels] = shape;
  const lines = lowering.reshape(images, [batch * height * width, 1, channels]);
  const size = 2 * radius + 1;
  const window = { kernel_shape: [size], pads: [radius, radius], count_include_pad: 1 };
  const means = lowering.node('AveragePool', [lines], window);
  const sums = lowering.node('Mul', [means, lowering.scalar(size, 'float32')]);
  return lowering.reshape(sums, shape);
}
