import { UserError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { netFor, nets, parameterCount } from './catalogue.ts';
import { blocksOf } from './blocks.ts';
import { type ValueShape, shapeAfter } from './shapes.ts';

function refusal(name: string, objective: string): UserError {
  try {
    netFor(name, objective);
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error(`${name} was not refused.`);
}

describe('the catalogue of nets', () => {
  it('refuses what it lacks and names what fits the objective', () => {
    expect(refusal('FCDD_CNN29', 'fcdd').message).toBe('There is no net FCDD_CNN29.');
    expect(refusal('constructor', 'fcdd').message).toBe('There is no net constructor.');
    expect(refusal('AE28', 'fcdd').message).toContain('it is an autoencoder');
    expect(refusal('CNN28_W', 'fcdd').message).toContain('ends in a dense layer');
    expect(refusal('AE28', 'fcdd').hint).toContain('FCDD_CNN28, FCDD_CNN28_W');
  });

  it.each([
    // Counted by PyTorch in the original's modules; batch norms that those never use are left out.
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
  ])('counts the parameters of %s, with biases: %s', (name, bias, count) => {
    expect(parameterCount(name, bias)).toBe(count);
  });

  it.each(Object.entries(nets))('gives an output of its kind for %s', (_, { kind, layers, inputShape }) => {
    expect(blocksOf(layers).length).toBeGreaterThan(1);
    const output = layers.reduce<ValueShape>((shape, layer) => shapeAfter(layer, shape), inputShape);
    if (kind === 'autoencoder') expect(output).toEqual(inputShape);
    if (kind === 'hypersphere') expect(output).toHaveLength(1);
    if (kind === 'fcdd') expect(output).toEqual([output[0], output[0], 1]);
  });

  it.each(Object.entries(nets).filter(([, { kind }]) => kind === 'fcdd'))(
    'has baselines of %s that take the same images and start from the same weights',
    (_, { baselines, inputShape, pretrained, frozen = [] }) => {
      for (const [objective, name] of Object.entries(baselines!)) {
        const baseline = netFor(name, objective);
        expect(baseline.inputShape).toEqual(inputShape);
        expect(baseline.pretrained?.source).toBe(pretrained?.source);
        expect(baseline.frozen ?? []).toHaveLength(frozen.length);
      }
    },
  );

  it.each(Object.entries(nets).filter(([, { frozen }]) => frozen))(
    'freezes the first four convolutions of %s and their batch norms',
    (_, { layers, frozen }) => {
      const first = blocksOf(layers).slice(0, 4);
      expect(first.flatMap(({ linear, batchNorm }) => [linear.name, batchNorm!.name])).toEqual(frozen);
    },
  );

  it('refuses an objective that a net does not have', () => {
    expect(refusal('FCDD_CNN28', 'ae').message).toContain('cannot be trained with the objective ae');
  });
});
