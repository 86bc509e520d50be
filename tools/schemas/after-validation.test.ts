import { describe, expect, it } from 'vitest';
import { type Parts, type Schema, afterValidation } from './after-validation.ts';

const fit = { type: 'object', properties: { batchSize: { type: 'integer', default: 128 } } };

const parts: Parts = {
  schemas: { 'fit.schema.json': fit, 'origin.schema.json': { title: 'Origin', type: 'string' } },
  types: { 'fit.schema.json': 'Fit' },
};

function propertiesAfter(schema: Schema): Schema {
  return afterValidation({ type: 'object', ...schema }, parts);
}

describe('afterValidation', () => {
  it('requires keys that have a default, also where a part declares it', () => {
    const { required } = propertiesAfter({
      properties: {
        epochs: { type: 'integer' },
        limit: { type: ['integer', 'null'] },
        seed: { type: 'integer', default: 0 },
        batchSize: { $ref: './fit.schema.json#/properties/batchSize' },
      },
      required: ['epochs'],
    });
    expect(required).toEqual(['epochs', 'seed', 'batchSize']);
  });

  it('names a part that has a type, and writes out others, properties of parts, and what is narrower', () => {
    const { properties } = propertiesAfter({
      properties: {
        fit: { $ref: './fit.schema.json', description: 'How it learns', default: {} },
        origin: { $ref: './origin.schema.json', default: 'official' },
        batchSize: { $ref: './fit.schema.json#/properties/batchSize', title: 'Images' },
        complete: { $ref: './fit.schema.json', required: ['batchSize'] },
      },
    });
    expect(properties).toMatchObject({
      fit: { tsType: 'Fit', description: 'How it learns' },
      origin: { type: 'string' },
      batchSize: { type: 'integer' },
      complete: { type: 'object', properties: { batchSize: { type: 'integer' } } },
    });
  });

  it('leaves null out of the values where the type does not allow it', () => {
    const values = { type: ['null', 'string'], enum: ['lcn', null] };
    const { properties } = propertiesAfter({
      properties: { given: values, resolved: { ...values, type: 'string' } },
    });
    expect(properties).toMatchObject({ given: { enum: ['lcn', null] }, resolved: { enum: ['lcn'] } });
  });

  it('requires what a condition without another branch requires', () => {
    const schema = {
      properties: { dataset: { type: 'object', properties: { name: { type: 'string' } } } },
      if: { not: { required: ['extends'] } },
      then: { required: ['dataset'], properties: { dataset: { required: ['name'] } } },
    };
    expect(propertiesAfter(schema)).toMatchObject({
      required: ['dataset'],
      properties: { dataset: { required: ['name'] } },
    });
  });

  it('takes what depends on another key, or on the type of the value, as a choice', () => {
    const then = (type: string) => ({ then: { properties: { value: { type } } } });
    const { properties } = propertiesAfter({
      properties: {
        value: { description: 'Any', default: null },
        baseline: {
          if: { type: 'string' },
          then: { enum: ['ae'] },
          else: { type: 'object', properties: {} },
        },
      },
      allOf: [then('integer'), then('string')],
    });
    expect(properties).toMatchObject({
      value: { description: 'Any', anyOf: [{ type: 'integer' }, { type: 'string' }] },
      baseline: { anyOf: [{ enum: ['ae'] }, { type: 'object' }] },
    });
  });
});
