import { describe, expect, it } from 'vitest';
import { nets } from './catalogue.ts';
import { parameterShapes } from './parameter-shapes.ts';

function parameterOf(net: string, name: string) {
  const { graph, inputShape } = nets[net]!;
  return parameterShapes(graph, inputShape, true).find((parameter) => parameter.name === name)!;
}

describe('parameters start', () => {
  it('within 1/sqrt(fan in) as PyTorch has it, where the fan in of a transposed convolution is of its outputs', () => {
    expect(parameterOf('AE28_W', 'deconv1.weight')).toMatchObject({
      shape: [3, 64, 5, 5],
      initial: { bound: 1 / Math.sqrt(64 * 25) },
    });
    expect(parameterOf('CNN32', 'fc1.weight')).toMatchObject({
      shape: [512, 2048],
      initial: { bound: 1 / Math.sqrt(2048) },
    });
    expect(parameterOf('FCDD_CNN224_VGG_NOPT', 'features.4.bias').initial).toEqual({
      bound: 1 / Math.sqrt(64 * 9),
    });
  });

  it('by xavier_uniform_ in the decoders of AE28, AE32 and AE224 alone', () => {
    const xavier = (inputs: number, outputs: number, size: number) => ({
      bound: Math.sqrt(2 / 1.0001) * Math.sqrt(6 / ((inputs + outputs) * size ** 2)),
    });
    expect(parameterOf('AE28', 'deconv2.weight').initial).toEqual(xavier(4, 8, 5));
    expect(parameterOf('AE28', 'deconv2.bias').initial).toEqual({ bound: 1 / Math.sqrt(8 * 25) });
    expect(parameterOf('AE32', 'deconv4.weight').initial).toEqual(xavier(32, 3, 5));
    expect(parameterOf('AE224', 'deconv1.weight').initial).toEqual(xavier(16, 64, 3));
    expect(parameterOf('AE32_LW3K', 'deconv4.weight').initial).toEqual({ bound: 1 / Math.sqrt(3 * 9) });
  });

  it('as torchvision has it where the net is its VGG', () => {
    const deviation = Math.sqrt(2 / (128 * 9));
    expect(parameterOf('CNN224_VGG_NOPT', 'vgg.features.4.weight').initial).toEqual({ deviation });
    expect(parameterOf('CNN224_VGG_NOPT', 'vgg.features.4.bias').initial).toEqual({ value: 0 });
    expect(parameterOf('AE224_VGG', 'encoder.vgg.classifier.3.weight').initial).toEqual({ deviation: 0.01 });
    expect(parameterOf('AE224_VGG', 'declassifier.0.weight').initial).toEqual({ bound: 1 / 64 });
  });

  it('as timm has it in depthwise convolutions, whose fan out is that of one group', () => {
    expect(parameterOf('efficientnet_lite0', 'blocks.1.0.conv_dw.weight')).toMatchObject({
      shape: [96, 1, 3, 3],
      initial: { deviation: Math.sqrt(2 / 9) },
    });
  });
});
