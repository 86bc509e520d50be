import type { Key, Schema } from './keys.ts';
import { code, escapeMarkdown, table } from './markdown.ts';

/** Makes a table with one row per key: its meaning, type and allowed values, default and an example. */
export function keyTable(keys: Key[]): string {
  return table(
    ['Key', 'Type', 'Default', 'Meaning'],
    keys.map(({ path, schema, isRequired }) => [
      code(path),
      [describeType(schema), ...describeLimits(schema)].join('; '),
      describeDefault(schema, isRequired),
      describeMeaning(schema),
    ]),
  );
}

const typeNames: Record<string, string> = {
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
  object: 'mapping',
  string: 'text',
};

export function describeType(schema: Schema): string {
  if (schema.const !== undefined) return code(toText(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(toText(value))).join(', ');
  if (schema.anyOf) return schema.anyOf.map(describeType).join(' or ');
  const types = [schema.type ?? 'any value']
    .flat()
    .sort((a, b) => Number(a === 'null') - Number(b === 'null'));
  const names = types.map((type) => typeNames[type] ?? type);
  const { items } = schema;
  const ofItems = items?.enum || items?.type ? ` (each: ${describeType(items)})` : '';
  return names.map((name) => (name === 'list' ? name + ofItems : name)).join(' or ');
}

function describeLimits(schema: Schema): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, maxLength, pattern } = schema;
  return [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`more than ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`less than ${exclusiveMaximum}`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(pattern === undefined ? [] : [`as in ${code(pattern)}`]),
  ];
}

function describeDefault({ default: value, const: only }: Schema, isRequired: boolean): string {
  if (value !== undefined) return code(toText(value));
  return isRequired || only !== undefined ? 'required' : '';
}

function describeMeaning({ title, description, examples = [] }: Schema): string {
  const [first] = examples;
  const example = first === undefined ? '' : ` For example ${code(toText(first))}.`;
  return `**${escapeMarkdown(title ?? '')}**: ${escapeMarkdown(description ?? '')}.${example}`;
}

/** Formats a value like YAML on one line. */
function toText(value: unknown): string {
  return typeof value === 'string' && value ? value : JSON.stringify(value);
}
