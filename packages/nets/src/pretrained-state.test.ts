import { DataError, describeError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { netNamed, nets } from './catalogue.ts';
import { parameterShapes } from './parameter-shapes.ts';
import { pretrainedState } from './pretrained-state.ts';

/** Names and shapes of torchvision's vgg11_bn, taken from the net that is all of it. */
const vgg11 = shapesOf('CNN224_VGG_NOPT_1000', 'vgg.');

function shapesOf(net: string, prefix = ''): Record<string, { shape: number[]; name: string }> {
  const { graph, inputShape } = netNamed(net);
  return Object.fromEntries(
    parameterShapes(graph, inputShape, true).map(({ name, shape }) => {
      const short = name.slice(prefix.length);
      return [short, { shape, name: short }];
    }),
  );
}

describe("torchvision's weights", () => {
  it('fit every net of the catalogue that is pretrained with them', () => {
    const pretrained = Object.keys(nets).filter((name) => nets[name]!.pretrained);
    expect(pretrained).toContain('AE224_VGG_F');
    for (const name of pretrained) expect(() => pretrainedState(name, vgg11)).not.toThrow();
  });

  it('give an FCDD net the convolutions that it has, and leave its last one alone', () => {
    const names = Object.keys(pretrainedState('FCDD_CNN224_VGG_F', vgg11));
    expect(names).toHaveLength(6 * 6);
    expect(names.every((name) => name.startsWith('features.'))).toBe(true);
    expect(names.at(-1)).toBe('features.19.running_var');
  });

  it('give an autoencoder its encoder, under its own names', () => {
    const state = pretrainedState('AE224_VGG', vgg11);
    expect(state['encoder.vgg.classifier.3.weight']!.name).toBe('classifier.3.weight');
    expect(Object.keys(state).every((name) => name.startsWith('encoder.vgg.'))).toBe(true);
  });

  it('that lack something or have other shapes are refused, with names', () => {
    const { 'features.8.weight': _, ...others } = vgg11;
    const changed = {
      ...others,
      'features.4.bias': { shape: [64], name: '' },
      other: { shape: [], name: '' },
    };
    const error = (() => {
      try {
        return pretrainedState('FCDD_CNN224_VGG', changed);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(DataError);
    expect(describeError(error)).toContain(
      'These weights are not for FCDD_CNN224_VGG: it lacks features.8.weight; features.4.bias has the shape [64], not [128].\n  They have besides: ',
    );
  });
});

describe('a checkpoint of the net itself', () => {
  it('gives all parameters, whether the net is pretrained or not', () => {
    for (const name of ['FCDD_CNN28', 'FCDD_CNN224_VGG']) {
      const checkpoint = { ...shapesOf(name), num_batches_tracked: { shape: [], name: '' } };
      expect(Object.keys(pretrainedState(name, checkpoint))).toEqual(Object.keys(shapesOf(name)));
    }
  });

  it('is asked for fewer parameters where the net has no biases', () => {
    const { 'conv1.bias': _, ...unbiased } = shapesOf('FCDD_CNN28');
    expect(() => pretrainedState('FCDD_CNN28', unbiased)).toThrow('it lacks conv1.bias.');
    expect(Object.keys(pretrainedState('FCDD_CNN28', unbiased, false))).not.toContain('bn2d1.bias');
  });

  it('of another net is refused', () => {
    expect(() => pretrainedState('FCDD_CNN28_W', shapesOf('FCDD_CNN28'))).toThrow(
      'conv1.weight has the shape [8, 1, 5, 5], not [128, 1, 5, 5]',
    );
  });
});
