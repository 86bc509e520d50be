import { syntheticSources } from '@fcdd/anomalies/catalogue';
import { defaultParameters } from '@fcdd/anomalies/noise-parameters';
import noiseParameters from '@fcdd/schemas/parts/noise-parameters.schema.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { failureOf, loadText } from '../testing/load-experiment.ts';

/** Line 7 has the parameters. */
function experiment(source: string, parameters: string): string {
  return `version: 2
name: small
dataset: { name: fmnist }
supervision:
  mode: noise
  source: ${source}
  parameters: ${parameters}
detector: { net: FCDD_CNN28 }
training: { epochs: 2 }
engine: { backend: cpu }
`;
}

async function load(source: string, parameters: string) {
  return (await loadText(experiment(source, parameters))).supervision.parameters;
}

describe('parameters of generated anomalies', () => {
  it.each(Object.entries(defaultParameters))(
    'of %s may be written as the original has them',
    async (source, all) => {
      expect(await load(source, JSON.stringify(all))).toEqual(all);
    },
  );

  it('are filled up with the original ones', async () => {
    expect(await load('blob', '{ side: 9 }')).toEqual({ ...defaultParameters.blob, side: 9 });
    expect(await load('confetti', '{ blur: { size: 5 } }')).toEqual({
      ...defaultParameters.confetti,
      blur: { size: 5, standardDeviation: 5 },
    });
    expect(await load('gaussian', 'null')).toEqual(defaultParameters.gaussian);
    expect(await load('mnist', 'null')).toBeNull();
  });

  it.each([
    [
      'gaussian',
      '{ side: 9 }',
      /a\.yaml:7:\d+.*no key 'side' in supervision\.parameters.*standardDeviation/s,
    ],
    [
      'blob',
      '{ standardDeviation: 9 }',
      /a\.yaml:7:\d+.*no key 'standardDeviation'.*probability, side, value/s,
    ],
    [
      'blob',
      '{ probability: 1.5 }',
      /a\.yaml:7:\d+.*supervision\.parameters\.probability must be at most 1, not 1\.5/s,
    ],
    ['solid', '{ lowest: bright }', /a\.yaml:7:\d+.*supervision\.parameters\.lowest must be a whole number/s],
    [
      'confetti',
      '{ plain: { sizes: 3 } }',
      /a\.yaml:7:\d+.*no key 'sizes' in supervision\.parameters\.plain.*Did you mean 'sides'/s,
    ],
    [
      'uniform',
      '{ lowest: 9, highest: 3 }',
      /a\.yaml:7:\d+.*supervision\.parameters\.highest must be at least lowest, which is 9/s,
    ],
    [
      'uniform',
      '{ lowest: 300 }',
      /a\.yaml:7:\d+.*supervision\.parameters\.highest must be at least lowest, which is 300/s,
    ],
    ['confetti', '{ blur: { size: 24 } }', /a\.yaml:7:\d+.*supervision\.parameters\.blur\.size must be odd/s],
    ['mnist', '{ side: 9 }', /a\.yaml:7:\d+.*generated anomalies \(gaussian, .*\), not for mnist/s],
  ])('of %s may not be %s', async (source, parameters, message) => {
    expect(await failureOf(experiment(source, parameters))).toMatch(message);
  });

  it('are described for every generator, each of them', () => {
    expect(Object.keys(noiseParameters.properties).sort()).toEqual(Object.keys(syntheticSources).sort());
    const names = (schema: object): unknown => {
      const { properties } = schema as { properties?: Record<string, object> };
      return properties
        ? Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, names(property)]))
        : 'value';
    };
    const keys = (parameters: unknown): unknown =>
      typeof parameters === 'object'
        ? Object.fromEntries(Object.entries(parameters!).map(([name, value]) => [name, keys(value)]))
        : 'value';
    for (const [source, definition] of Object.entries(noiseParameters.properties))
      expect(names(definition)).toEqual(keys(defaultParameters[source as keyof typeof defaultParameters]));
  });
});
