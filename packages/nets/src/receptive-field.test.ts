import { describe, expect, it } from 'vitest';
import { nets, receptiveFieldOf } from './catalogue.ts';
import fields from './golden/receptive-fields.json' with { type: 'json' };
import { add, concatenate, follow, images, sequence } from './graph.ts';
import { convolution, globalAveragePool, maxPool, relu, upsample } from './layers.ts';
import { lastReceptiveField, receptiveFieldAt } from './receptive-field.ts';

describe('receptive fields', () => {
  const { FCDDNet: none, ...fieldsOfNets } = fields;

  it.each(Object.entries(fieldsOfNets))(
    'of %s are those of the original',
    (name, { n, j, r, s, img_shape }) => {
      expect(receptiveFieldOf(name)).toEqual({ width: n, jump: j, extent: r, start: s });
      const [channels, height, width] = img_shape;
      expect(nets[name]!.inputShape).toEqual([height, width, channels]);
    },
  );

  it('are single pixels where there are no layers', () => {
    const { n, j, r, s } = none;
    expect(receptiveFieldAt(images, 224)).toEqual({ width: n, jump: j, extent: r, start: s });
  });

  it('of ResNet-18 are those that its depth gives', () => {
    const { outputs } = nets.resnet18!.graph;
    const fields = Object.values(outputs).map((node) => receptiveFieldAt(node, 224)!);
    expect(fields.map(({ extent }) => extent)).toEqual([43, 99, 211, 435]);
    expect(fields.map(({ jump }) => jump)).toEqual([4, 8, 16, 32]);
    expect(fields.map(({ width }) => width)).toEqual([56, 28, 14, 7]);
  });

  it('of a sum or concatenation are from the first pixel that one of the values sees to the last', () => {
    const wide = follow(images, [convolution('a', 1, 5, 2)]);
    const narrow = follow(images, [convolution('b', 1, 3, 1)]);
    const alike = { width: 28, jump: 1, start: 0 };
    expect(receptiveFieldAt(add(narrow, wide), 28)).toEqual({ ...alike, extent: 5 });
    const dilated = follow(images, [convolution('c', 1, 3, 4, { dilation: 4 })]);
    expect(receptiveFieldAt(concatenate(wide, dilated), 28)).toEqual({ ...alike, extent: 9 });
    const toTheRight = follow(images, [convolution('d', 1, 3)]);
    expect(receptiveFieldAt(concatenate(narrow, toTheRight), 28)).toMatchObject({ extent: 4, start: 0.5 });
  });

  it('do not exist where pixels see all of the image, or lie at other distances', () => {
    const pooled = follow(images, [globalAveragePool()]);
    expect(receptiveFieldAt(pooled, 28)).toBeUndefined();
    const halved = follow(images, [maxPool(2)]);
    expect(receptiveFieldAt(add(images, halved), 28)).toBeUndefined();
    expect(receptiveFieldAt(follow(images, [upsample(2)]), 28)).toBeUndefined();
  });

  it('are taken from the last image that has one', () => {
    const { output } = sequence([convolution('a', 1, 3), relu(), globalAveragePool(), relu()]);
    expect(lastReceptiveField({ output, outputs: {} }, 28)).toMatchObject({ width: 26, extent: 3 });
  });
});
