import { describe, expect, it } from 'vitest';
import experiment from '../experiment.schema.json' with { type: 'json' };
import optimizer from '../parts/optimizer.schema.json' with { type: 'json' };
import training from '../parts/training.schema.json' with { type: 'json' };
import { withParts } from './index.ts';

describe('withParts', () => {
  it('leaves no reference to another file, at any depth', () => {
    expect(JSON.stringify(withParts(experiment))).not.toContain('$ref');
  });

  it('includes one property of a part, and replaces its keywords by those beside the reference', () => {
    const reference = { $ref: '../parts/training.schema.json#/properties/epochs', title: 'Rounds' };
    expect(withParts({ properties: { rounds: reference } })).toEqual({
      properties: { rounds: { ...training.properties.epochs, title: 'Rounds' } },
    });
  });

  it('follows references inside parts', () => {
    const { $schema: _, ...part } = optimizer;
    expect(withParts({ $ref: '../parts/training.schema.json#/properties/optimizer' })).toEqual({
      ...part,
      default: {},
    });
  });

  it('names a part that does not exist', () => {
    expect(() => withParts({ $ref: '../parts/missing.schema.json' })).toThrow(
      "No schema part is called '../parts/missing.schema.json'.",
    );
  });
});
