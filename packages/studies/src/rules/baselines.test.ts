import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detectorNamed } from '@fcdd/detectors';
import { nets } from '@fcdd/nets/catalogue';
import { describe, expect, it } from 'vitest';
import { failureOf, loadText, temporaryFolder } from '../testing/load-experiment.ts';
import { matchingNet } from './net.ts';

const fmnist = `version: 2
name: small
dataset: { name: fmnist }
supervision: { mode: malformed_normal_gt, source: emnist, limit: 10, online: false }
detector: { net: FCDD_CNN28_W, bias: false, lossGaussStd: 8 }
training: { epochs: 2, batchSize: 32 }
heatmaps: { gaussStd: 1.2 }
baselines: [{ name: hsc, gradient: xgrad }, ae]
engine: { backend: cpu }
`;

describe('baselines', () => {
  it('are trained as the experiment is, with their nets, hsc without maps and ae without anomalies', async () => {
    const { detectors, hasBaselines } = await loadText(fmnist);
    expect(hasBaselines).toBe(true);
    expect(detectors.fcdd).toMatchObject({
      isBaseline: false,
      results: '',
      fitting: { name: 'fcdd', net: 'FCDD_CNN28_W', bias: false, weights: null, lossGaussStd: 8 },
      explaining: {},
      supervision: { mode: 'malformed_normal_gt', source: 'emnist', limit: 10, online: false },
    });
    expect(detectors.hsc).toEqual({
      isBaseline: true,
      results: 'baselines/hsc/',
      initialization: 'random',
      fitting: { name: 'hsc', net: 'CNN28_W', bias: false, weights: null },
      explaining: { gradient: 'xgrad' },
      supervision: {
        mode: 'malformed_normal',
        source: 'emnist',
        limit: 10,
        online: false,
        colour: 'auto',
        parameters: null,
      },
    });
    expect(detectors.ae).toMatchObject({
      fitting: { name: 'ae', net: 'AE28', bias: false },
      explaining: {},
      supervision: { mode: 'unsupervised', source: null, limit: null },
    });
  });

  it('have the same autoencoder whatever anomalies the experiment has', async () => {
    const { ae } = (await loadText(fmnist)).detectors;
    const other = [
      'supervision={ mode: noise, source: confetti, limit: null }',
      'detector.lossGaussStd=null',
    ];
    expect((await loadText(fmnist, other)).detectors.ae).toEqual(ae);
  });

  it('change nothing else of the experiment', async () => {
    const { detectors, hasBaselines, ...compared } = await loadText(fmnist);
    const { fcdd, ...others } = detectors;
    expect(await loadText(fmnist, ['baselines=[]'])).toEqual({
      ...compared,
      detectors: { fcdd },
      hasBaselines: false,
    });
    expect([Object.keys(others), hasBaselines]).toEqual([['hsc', 'ae'], true]);
  });

  it('come in one order after the own detector, in whichever they are given', async () => {
    const { detectors } = await loadText(fmnist, ['baselines=[ae, hsc]']);
    expect(Object.keys(detectors)).toEqual(['fcdd', 'hsc', 'ae']);
  });

  it('may be of one method with other nets or parameters, and of the own one', async () => {
    const baselines =
      '[{ name: fcdd, label: small, net: FCDD_CNN28 }, hsc, { name: hsc, label: x, gradient: xgrad }]';
    const { detectors } = await loadText(fmnist, [`baselines=${baselines}`]);
    expect(
      Object.entries(detectors).map(([label, { fitting, results }]) => [label, fitting.net, results]),
    ).toEqual([
      ['fcdd', 'FCDD_CNN28_W', ''],
      ['small', 'FCDD_CNN28', 'baselines/small/'],
      ['hsc', 'CNN28_W', 'baselines/hsc/'],
      ['x', 'CNN28_W', 'baselines/x/'],
    ]);
    expect(detectors.small!.fitting.lossGaussStd).toBeNull();
    expect(detectors.x!.explaining).toEqual({ gradient: 'xgrad' });
  });

  it('may be those of any detector, where a net is named if none matches', async () => {
    const hsc = ['detector={ name: hsc, net: CNN28, lossGaussStd: null }', 'supervision.mode=noise'];
    expect(await failureOf(fmnist, [...hsc, 'baselines=[ae]'])).toContain(
      '--set baselines=[ae]: CNN28 has no matching net for the detector ae.\n  Name one: { name: ae, net: ... }.',
    );
    const { detectors } = await loadText(fmnist, [...hsc, 'baselines=[{ name: fcdd, net: FCDD_CNN28 }]']);
    expect(detectors.fcdd).toMatchObject({ isBaseline: true, fitting: { net: 'FCDD_CNN28' } });
  });

  it('start from what they are pretrained with, published or in the file of the experiment', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'vgg.pth'), '');
    const weightsOf = async (net: string, weights: string) => {
      const overrides = [
        'dataset={ name: mvtec }',
        `detector={ net: ${net}, bias: true, weights: ${weights}, lossGaussStd: null }`,
        'supervision.mode=noise',
      ];
      const { hsc, ae } = (await loadText(fmnist, overrides, folder)).detectors;
      return [hsc!, ae!].map(({ fitting, initialization }) => [fitting.weights, initialization]);
    };
    const published = ['vgg11_bn', 'weights'];
    expect(await weightsOf('FCDD_CNN224_VGG_F', 'null')).toEqual([published, published]);
    const own = [join(folder, 'vgg.pth'), 'weights'];
    expect(await weightsOf('FCDD_CNN224_VGG_F', 'vgg.pth')).toEqual([own, own]);
    const random = [null, 'random'];
    expect(await weightsOf('FCDD_CNN224', 'vgg.pth')).toEqual([random, random]);
  });

  it('are refused with their place where nominal images of label 1 would be learned alone', async () => {
    expect(await failureOf(fmnist, ['dataset.nominalLabel=1'])).toMatch(
      /^a\.yaml:8:45: The baseline ae gives low scores to nominal images[^]*Leave ae out/,
    );
  });

  it.each([
    ['[fcdd]', "Two detectors of the experiment are called 'fcdd'."],
    ['[hsc, { name: hsc }]', "Two detectors of the experiment are called 'hsc'."],
    ['[{ name: hsc, label: combined }]', "No detector can be called 'combined' in results."],
    ['[{ name: hsc, net: FCDD_CNN28 }]', 'The detector hsc cannot use the net FCDD_CNN28'],
    ['[{ name: hsc, net: CNN32 }]', 'CNN32 takes images of 32x32x3, but those of fmnist are 28x28x1.'],
    ['[{ name: ae, gradient: xgrad }]', "The detector ae has no parameter 'gradient'."],
    ['[hcs]', "Did you mean 'hsc'?"],
    ['[{ name: hcs }]', "Did you mean 'hsc'?"],
    ['[{ net: CNN28 }]', 'name'],
    ['[{ name: hsc, label: ../x }]', 'label'],
  ])('are refused: %s', async (baselines, message) => {
    expect(await failureOf(fmnist, [`baselines=${baselines}`])).toContain(message);
  });

  it('have a net for each other detector that matches the net', () => {
    for (const [name, { output, counterparts }] of Object.entries(nets))
      for (const detector of ['fcdd', 'hsc', 'ae'].map(detectorNamed))
        expect(matchingNet(name, detector)).toBe(
          detector.fits.output === output ? name : counterparts?.[detector.fits.output],
        );
  });
});
