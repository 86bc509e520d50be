import { createRandom } from '@fcdd/random';
import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@fcdd/nets/testing/backends';
import { nets } from '@fcdd/nets/catalogue';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultsOf, detectorNamed, detectors, netFitting, netsFitting } from './index.ts';

describe('the list of detectors', () => {
  it('refuses a detector that it lacks, and names those that it has', () => {
    expect(() => detectorNamed('fcd')).toThrow(
      expect.objectContaining({
        message: 'There is no detector fcd.',
        hint: expect.stringContaining('There is: fcdd, hsc, ae'),
      }),
    );
    expect(() => detectorNamed('constructor')).toThrow('There is no detector constructor.');
  });

  it('has at least one detector for each net that is not a backbone', () => {
    const fitting = new Set(detectors.flatMap(netsFitting));
    const names = Object.keys(nets).filter((name) => nets[name]!.output !== 'features');
    expect([...fitting].toSorted()).toEqual(names.toSorted());
  });

  it('refuses a net that does not fit, and names those that do', () => {
    const refusal = (net: string, detector: string) => () => netFitting(net, detectorNamed(detector));
    expect(refusal('FCDD_CNN29', 'fcdd')).toThrow('There is no net FCDD_CNN29.');
    expect(refusal('constructor', 'fcdd')).toThrow('There is no net constructor.');
    expect(refusal('AE28', 'fcdd')).toThrow(
      'The detector fcdd cannot use the net AE28: it is an autoencoder',
    );
    expect(refusal('CNN28_W', 'fcdd')).toThrow('it ends in a dense layer');
    expect(refusal('AE28', 'fcdd')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('FCDD_CNN28, FCDD_CNN28_W') }),
    );
  });

  it('describes every parameter, with a default for each but the net', () => {
    for (const { name, parameters } of detectors)
      for (const [parameter, schema] of Object.entries({ ...parameters.fitting, ...parameters.explaining })) {
        expect(schema.description, `${name}.${parameter}`).toMatch(/\w/);
        expect('default' in schema || parameter === 'net', `${name}.${parameter}`).toBe(true);
      }
  });
});

describe.each([
  ['fcdd', 'FCDD_CNN28', [7, 7], 'upsampling'],
  ['hsc', 'CNN28', [28, 28], 'blur'],
  ['ae', 'AE28', [28, 28], 'blur'],
] as const)('the detector %s', (name, net, size, method) => {
  beforeAll(() => useBackend('onnxruntime'));

  const create = (parameters = {}) => {
    const definition = detectorNamed(name);
    const { fitting, explaining } = definition.parameters;
    return definition.create({
      parameters: { ...defaultsOf(fitting), ...defaultsOf(explaining), net, ...parameters },
      random: createRandom('detector'),
    });
  };

  it('explains images by a score and a map each', async () => {
    const detector = await create();
    const { scores, maps } = tf.tidy(() =>
      detector.explain(tf.randomNormal([3, 28, 28, 1], 0, 1, 'float32', 1)),
    );
    expect(scores.shape).toEqual([3]);
    expect(maps.shape).toEqual([3, ...size, 1]);
    expect((await scores.data()).every((score) => score > 0)).toBe(true);
    expect(detector.smoothing.method).toBe(method);
    tf.dispose([scores, maps]);
    detector.dispose();
  });

  it('refuses a net that it cannot use', async () => {
    await expect(create({ net: name === 'ae' ? 'CNN28' : 'AE28' })).rejects.toThrow(
      `The detector ${name} cannot use the net`,
    );
  });
});
