import { describe, expect, it } from 'vitest';
import { failureOf, loadText } from '../testing/load-experiment.ts';

const experiment = (sweep: string) => `version: 2
name: small
dataset: { name: fmnist }
detector: { net: FCDD_CNN28 }
training: { epochs: 6 }
engine: { backend: cpu }
sweep: ${sweep}
`;

describe('a sweep', () => {
  it('is not a part of its variants', async () => {
    expect(await loadText(experiment('{ grid: { detector.bias: [true, false] } }'))).not.toHaveProperty(
      'sweep',
    );
  });

  it('is compared by what its data set can tell', async () => {
    expect(await failureOf(experiment('{ grid: { detector.bias: [true] }, metric: pro }'))).toBe(
      `a.yaml:7:51: The metric pro needs test images with ground-truth maps, which the data set lacks.
   7 | sweep: { grid: { detector.bias: [true] }, metric: pro }
     |                                                   ^^^
  Write metric: auc, averagePrecision or bestF1.`,
    );
    expect(await failureOf(experiment('{ grid: { detector.bias: [true] }, metric: bestF1 }'))).toBe('');
  });

  it('has values that fit together', async () => {
    expect(await failureOf(experiment('{ grid: { detector.net: [FCDD_CNN28, FCDD_CNN32] } }'))).toContain(
      'a.yaml:7:45: FCDD_CNN32 takes images of 32x32x3',
    );
  });

  it.each([
    ['[2, 6]', 'a.yaml:7:66: Variants train for 6 epochs: the best must be chosen before that, not after 6.'],
    ['[4, 2]', 'a.yaml:7:66: Epochs must rise, but 2 comes after 4.'],
  ])('chooses the best on the way: not %s', async (epochs, message) => {
    expect(
      await failureOf(experiment(`{ grid: { detector.bias: [true] }, halving: { epochs: ${epochs} } }`)),
    ).toContain(message);
  });
});
