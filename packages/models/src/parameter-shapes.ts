import type { Layer } from './layers.ts';

/** A tensor that belongs to a layer. */
export interface ParameterShape {
  /** PyTorch's name, such as `conv1.weight`. */
  name: string;
  /** In PyTorch's layout: convolution weights are [output channels, input channels, height, width]. */
  shape: number[];
  /** False for running statistics. */
  trainable: boolean;
  /** How it starts: at one value, or uniform between minus and plus the bound. */
  initial: { value: number } | { bound: number };
}

/**
 * The parameters of a list of layers, in their order, with PyTorch's default initialisation.
 * @param bias whether convolutions have a bias, and batch norms a scale and offset
 */
export function parameterShapes(layers: Layer[], inputChannels: number, bias: boolean): ParameterShape[] {
  let channels = inputChannels;
  return layers.flatMap((layer): ParameterShape[] => {
    switch (layer.type) {
      case 'convolution': {
        const { name, kernelSize } = layer;
        // kaiming_uniform_ with a = sqrt(5) comes to this bound, which biases have as well.
        const initial = { bound: 1 / Math.sqrt(channels * kernelSize ** 2) };
        const shape = [layer.channels, channels, kernelSize, kernelSize];
        channels = layer.channels;
        const weight = { name: `${name}.weight`, shape, trainable: true, initial };
        return bias
          ? [weight, { name: `${name}.bias`, shape: [channels], trainable: true, initial }]
          : [weight];
      }
      case 'batchNorm': {
        const perChannel = (name: string, value: number, trainable: boolean) => ({
          name: `${layer.name}.${name}`,
          shape: [channels],
          trainable,
          initial: { value },
        });
        const affine = [perChannel('weight', 1, true), perChannel('bias', 0, true)];
        const running = [perChannel('running_mean', 0, false), perChannel('running_var', 1, false)];
        return bias ? [...affine, ...running] : running;
      }
      default:
        return [];
    }
  });
}
