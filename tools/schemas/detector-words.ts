import {
  type DetectorDefinition,
  type ParameterSchema,
  type ParameterSchemas,
  isNetFor,
} from '@fcdd/detectors';
import { type NetEntry, nets } from '@fcdd/nets/catalogue';
import { isDeepStrictEqual } from 'node:util';
import type { SchemaWord } from './schema-words.ts';

const detector = 'schemas/parts/detector.schema.json';
const baseline = 'schemas/parts/baseline.schema.json';
const explaining = 'schemas/parts/explaining.schema.json';

/** The values in schemas that follow from the list of detectors: their names, and the parameters that they declare. */
export function detectorWords(
  detectors: readonly DetectorDefinition[],
  known: Record<string, Pick<NetEntry, 'output'>> = nets,
): SchemaWord[] {
  const names = detectors.map(({ name }) => name);
  const name = {
    title: 'Name of the detector',
    description: detectors.map(({ name, title }) => `${name}: ${title}`).join('; '),
    type: 'string',
    enum: names,
  };
  const usable = usableNets(detectors, known);
  const declared = together(detectors, usable, ({ fitting, explaining }) => ({ ...fitting, ...explaining }));
  return [
    {
      file: detector,
      at: ['properties'],
      value: { name: { ...name, default: names[0] }, label, ...declared },
    },
    { file: baseline, at: ['then', 'enum'], value: names },
    {
      file: baseline,
      at: ['else', 'properties'],
      value: { name, label: withoutDefault(label), ...withoutDefaults(declared) },
    },
    {
      file: explaining,
      at: ['properties'],
      value: withoutDefaults(together(detectors, usable, ({ explaining }) => explaining)),
    },
  ];
}

const label = {
  title: 'Label',
  description:
    'Name of the detector in results, where another detector of the experiment has the same name; null: its name',
  type: ['null', 'string'],
  pattern: '^[A-Za-z][A-Za-z0-9._-]*$',
  maxLength: 100,
  default: null,
  examples: ['wide'],
};

/** The parameters of all detectors, each with the names of the detectors that have it, unless all do. */
function together(
  detectors: readonly DetectorDefinition[],
  nets: string[],
  schemasOf: (parameters: DetectorDefinition['parameters']) => ParameterSchemas,
): Record<string, ParameterSchema> {
  const found: Record<string, { schema: ParameterSchema; owners: string[] }> = {};
  for (const { name, parameters } of detectors)
    for (const [parameter, schema] of Object.entries(schemasOf(parameters))) {
      const known = (found[parameter] ??= { schema, owners: [] });
      if (!isDeepStrictEqual(known.schema, schema))
        throw new Error(`${known.owners[0]} and ${name} declare the parameter ${parameter} differently.`);
      known.owners.push(name);
    }
  return Object.fromEntries(
    Object.entries(found).map(([parameter, { schema, owners }]) => {
      const isGeneral = owners.length === detectors.length;
      const description = isGeneral ? schema.description : `For ${owners.join(', ')}. ${schema.description}`;
      return [parameter, { ...schema, description, ...(parameter === 'net' && { examples: nets }) }];
    }),
  );
}

function usableNets(
  detectors: readonly DetectorDefinition[],
  known: Record<string, Pick<NetEntry, 'output'>>,
): string[] {
  return Object.keys(known).filter((name) => detectors.some((detector) => isNetFor(known[name]!, detector)));
}

function withoutDefaults(schemas: ParameterSchemas): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutDefault(schema)]));
}

function withoutDefault<Schema extends { default?: unknown }>({ default: _, ...schema }: Schema) {
  return schema;
}
