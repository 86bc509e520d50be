import { describe, expect, it } from 'vitest';
import { netNamed, nets, parameterCount } from './catalogue.ts';
import { evaluateNodes, nodesOf } from './graph.ts';
import { type ValueShape, shapeAfter } from './shapes.ts';

describe('the catalogue of nets', () => {
  it('refuses what it lacks', () => {
    for (const name of ['FCDD_CNN29', 'constructor'])
      expect(() => netNamed(name)).toThrow(`There is no net ${name}.`);
  });

  it.each([
    // PyTorch counted them in the original's modules, without the batch norms that those never use.
    ['FCDD_CNN28_W', true, 413_441],
    ['AE28', true, 11_829],
    ['FCDD_CNN32_LW3K', true, 1_185_281],
    ['AE32', true, 1_614_019],
    ['AE32', false, 1_610_944],
    ['CNN224', true, 6_348_128],
    ['AE224', true, 6_680_531],
    // torchvision's own figure for vgg11_bn.
    ['CNN224_VGG_NOPT_1000', true, 132_868_840],
    ['AE224_VGG', true, 240_840_195],
    // These are torchvision's and timm's figures, less the classifier, and in timm's the last convolution and its norm.
    ['resnet18', true, 11_689_512 - 513_000],
    ['efficientnet_lite0', true, 4_652_008 - 1_281_000 - (320 * 1280 + 2 * 1280)],
  ])('counts the parameters of %s, with biases: %s', (name, bias, count) => {
    expect(parameterCount(name, bias)).toBe(count);
  });

  it.each(Object.entries(nets))(
    'gives the declared output for %s',
    (_, { output: declared, graph, inputShape }) => {
      const nodes = nodesOf(graph);
      const shapes = evaluateNodes<ValueShape>(nodes, inputShape, (operation, inputs) =>
        shapeAfter(operation, ...inputs),
      );
      const output = shapes.get(graph.output)!;
      if (declared === 'image') expect(output).toEqual(inputShape);
      if (declared === 'vector') expect(output).toHaveLength(1);
      if (declared === 'map') expect(output).toEqual([output[0], output[0], 1]);
      if (declared === 'features') expect(Object.keys(graph.outputs).length).toBeGreaterThan(1);
    },
  );

  it.each(Object.entries(nets).filter(([, { counterparts }]) => counterparts))(
    'has counterparts of %s that take the same images and start from the same weights',
    (_, { counterparts, inputShape, pretrained, frozen = [] }) => {
      for (const [output, name] of Object.entries(counterparts!)) {
        const counterpart = netNamed(name);
        expect(counterpart.output).toBe(output);
        expect(counterpart.inputShape).toEqual(inputShape);
        expect(counterpart.pretrained?.source).toBe(pretrained?.source);
        expect(counterpart.frozen ?? []).toHaveLength(frozen.length);
      }
    },
  );

  it.each(Object.entries(nets).filter(([, { frozen }]) => frozen))(
    'freezes the first four convolutions of %s and their batch norms',
    (_, { graph, frozen }) => {
      const operations = nodesOf(graph).map(({ operation }) => operation);
      const names = operations.flatMap((operation) =>
        operation && 'name' in operation ? operation.name : [],
      );
      expect(names.slice(0, 8)).toEqual(frozen);
    },
  );
});
