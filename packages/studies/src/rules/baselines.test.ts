import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detectorNamed } from '@fcdd/detectors';
import { nets } from '@fcdd/nets/catalogue';
import schema from '@fcdd/schemas/experiment.schema.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { failureOf, loadText, temporaryFolder } from '../testing/load-experiment.ts';
import { baselineMisfit } from './baselines.ts';

const fmnist = `version: 1
name: small
dataset: { name: fmnist }
supervision: { mode: malformed_normal_gt, source: emnist, limit: 10, online: false }
model: { net: FCDD_CNN28_W, bias: false }
training: { epochs: 2, gaussStd: 8, batchSize: 32 }
heatmaps: { gaussStd: 1.2, gradient: xgrad }
baselines: [hsc, ae]
engine: { backend: cpu }
`;

describe('baselines', () => {
  it('are trained as the experiment is, with their nets, hsc without maps and ae without anomalies', async () => {
    const { baselines, hasBaselines, training } = await loadText(fmnist);
    expect(hasBaselines).toBe(true);
    expect(baselines.hsc).toMatchObject({
      model: { net: 'CNN28_W', bias: false, weights: null },
      initialization: 'random',
      supervision: { mode: 'malformed_normal', source: 'emnist', limit: 10, online: false },
      training: { ...training, objective: 'hsc', gaussStd: null },
    });
    expect(baselines.ae).toMatchObject({
      model: { net: 'AE28', bias: false },
      supervision: { mode: 'unsupervised', source: null, limit: null },
      training: { batchSize: 32, objective: 'ae', gaussStd: null },
    });
  });

  it('have the heatmaps of the experiment, whose gradient is for those of hsc alone', async () => {
    const { baselines, heatmaps } = await loadText(fmnist);
    expect(baselines.hsc!.heatmaps).toEqual({ ...heatmaps, gradient: 'xgrad' });
    expect(baselines.ae!.heatmaps).toEqual(heatmaps);
    expect(heatmaps.gradient).toBe('grad');
    expect(await failureOf(fmnist, ['baselines=[ae]'])).toContain('show no gradient');
  });

  it('have the same autoencoder whatever anomalies the experiment has', async () => {
    const { ae } = (await loadText(fmnist)).baselines;
    const other = ['supervision={ mode: noise, source: confetti, limit: null }', 'training.gaussStd=null'];
    expect((await loadText(fmnist, other)).baselines.ae).toEqual(ae);
  });

  it('change nothing else of the experiment', async () => {
    const { baselines, hasBaselines, ...compared } = await loadText(fmnist, ['heatmaps.gradient=grad']);
    const without = await loadText(fmnist, ['heatmaps.gradient=grad', 'baselines=[]']);
    expect(without).toEqual({ ...compared, baselines: {}, hasBaselines: false });
    expect([Object.keys(baselines), hasBaselines]).toEqual([['hsc', 'ae'], true]);
  });

  it('come in one order, in whichever they are given', async () => {
    const { baselines } = await loadText(fmnist, ['baselines=[ae, hsc]']);
    expect(Object.keys(baselines)).toEqual(['hsc', 'ae']);
  });

  it('start from what they are pretrained with, published or in the file of the experiment', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'vgg.pth'), '');
    const weightsOf = async (net: string, weights: string) => {
      const overrides = [
        'dataset={ name: mvtec }',
        `model={ net: ${net}, bias: true, weights: ${weights} }`,
        'supervision.mode=noise',
        'training.gaussStd=null',
      ];
      const { hsc, ae } = (await loadText(fmnist, overrides, folder)).baselines;
      return [hsc!, ae!].map(({ model, initialization }) => [model.weights, initialization]);
    };
    const published = ['vgg11_bn', 'weights'];
    expect(await weightsOf('FCDD_CNN224_VGG_F', 'null')).toEqual([published, published]);
    const own = [join(folder, 'vgg.pth'), 'weights'];
    expect(await weightsOf('FCDD_CNN224_VGG_F', 'vgg.pth')).toEqual([own, own]);
    const random = [null, 'random'];
    expect(await weightsOf('FCDD_CNN224', 'vgg.pth')).toEqual([random, random]);
  });

  it('are refused with their place where the objective is not fcdd', async () => {
    const overrides = ['training.gaussStd=null', 'supervision.mode=noise'];
    const hsc = fmnist.replace('FCDD_CNN28_W', 'CNN28_W').replace('epochs: 2', 'epochs: 2, objective: hsc');
    expect(await failureOf(hsc, overrides)).toBe(
      `a.yaml:8:12: Baselines are compared with the objective fcdd, but the objective is hsc.
   8 | baselines: [hsc, ae]
     |            ^^^^^^^^^
  Write objective: fcdd with its net, or leave the baselines out.`,
    );
  });

  it('are refused with their place where nominal images of label 1 would be learned alone', async () => {
    expect(await failureOf(fmnist, ['dataset.nominalLabel=1'])).toMatch(
      /^a\.yaml:8:18: The baseline ae gives low scores to nominal images[^]*Leave ae out/,
    );
  });

  it('are the objectives that nets have baselines for', async () => {
    const outputs = schema.properties.baselines.items.enum.map((name) => detectorNamed(name).fits.output);
    for (const { counterparts } of Object.values(nets))
      if (counterparts) expect(Object.keys(counterparts)).toEqual(outputs);
    expect(await failureOf(fmnist, ['baselines=[hcs]'])).toContain("Did you mean 'hsc'?");
  });
});

describe('a net', () => {
  it('without a baseline, or with one for other images, cannot be compared', () => {
    const inputShape: [number, number, number] = [28, 28, 1];
    expect(baselineMisfit('MINE', { inputShape }, 'ae')).toBe('MINE has no baseline ae.');
    const mine = { inputShape, counterparts: { vector: 'CNN28', image: 'AE32' } };
    expect(baselineMisfit('MINE', mine, 'ae')).toBe(
      'AE32, the baseline ae of MINE, takes images of 32x32x3, not 28x28x1.',
    );
    expect(baselineMisfit('MINE', mine, 'hsc')).toBeUndefined();
  });
});
