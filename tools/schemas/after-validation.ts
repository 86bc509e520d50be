import { basename } from 'node:path';

export interface Schema {
  [word: string]: unknown;
  $ref?: string;
  description?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  allOf?: Schema[];
  then?: Schema;
  else?: Schema;
}

/** Schemas that references lead to, by their file names, and the names of the types that some of them have. */
export interface Parts {
  schemas: Record<string, Schema>;
  types: Record<string, string>;
}

/**
 * The schema of values that validation by the given schema leaves, in the words that `json-schema-to-typescript` reads.
 * A key with a default is required, and a key that depends on others may be what any of them allows.
 */
export function afterValidation(schema: Schema, parts: Parts): Schema {
  const visit = (child: Schema): Schema => afterValidation(child, parts);
  const named = parts.types[basename(schema.$ref ?? '')];
  if (named && !narrows(schema)) return { description: schema.description, tsType: named };

  const { description, type, properties, required, ...words } = resolve(schema, parts);
  if (properties) {
    const entries = Object.entries(properties);
    const isPresent = ([key, child]: [string, Schema]) =>
      required?.includes(key) || 'default' in resolve(child, parts);
    return {
      description,
      type,
      properties: Object.fromEntries(
        entries.map(([key, child]) => [key, visit(choiceOf(key, child, words))]),
      ),
      required: entries.filter(isPresent).map(([key]) => key),
    };
  }
  const { then, else: otherwise, anyOf, items, additionalProperties, enum: values, const: value } = words;
  if (then && otherwise) return { description, anyOf: [visit(then), visit(otherwise)] };
  if (anyOf) return { description, anyOf: anyOf.map(visit) };
  if (values) return { description, enum: values.filter((value) => value !== null || allowsNull(type)) };
  if (value !== undefined) return { description, const: value };
  return {
    description,
    type,
    ...(items && { items: visit(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: visit(additionalProperties) }),
    ...(typeof additionalProperties !== 'object' && { additionalProperties: true }),
  };
}

function allowsNull(type: Schema['type']): boolean {
  return type === undefined || type.includes('null');
}

/** Whether the words beside a reference allow less than what it leads to. */
function narrows({
  $ref: _,
  title: _title,
  description: _description,
  default: _default,
  ...words
}: Schema): boolean {
  return Object.keys(words).length > 0;
}

/** The schema with its reference followed, and with what it requires under a condition that has no other branch. */
function resolve(schema: Schema, parts: Parts): Schema {
  const { $ref, ...words } = schema;
  const whole = $ref ? merge(resolve(follow($ref, parts), parts), words) : words;
  return whole.then && !whole.else ? merge(whole, whole.then) : whole;
}

function follow(reference: string, { schemas }: Parts): Schema {
  const [file = '', path = ''] = reference.split('#');
  const keys = path.split('/').filter(Boolean);
  return keys.reduce((schema, key) => schema[key] as Schema, schemas[basename(file)]!);
}

function merge(schema: Schema, words: Schema): Schema {
  const properties = { ...schema.properties };
  for (const [key, child] of Object.entries(words.properties ?? {}))
    properties[key] = merge(properties[key] ?? {}, child);
  const required = [...(schema.required ?? []), ...(words.required ?? [])];
  const hasProperties = Object.keys(properties).length > 0;
  return { ...schema, ...words, required, ...(hasProperties && { properties }) };
}

/** The schema of a key, or the choice of those that conditions of the object have for it. */
function choiceOf(key: string, schema: Schema, { allOf = [] }: Schema): Schema {
  const choices = allOf.map(({ then }) => then?.properties?.[key]).filter((choice) => choice !== undefined);
  if (choices.length === 0) return schema;
  return { description: schema.description, default: schema.default, anyOf: choices };
}
