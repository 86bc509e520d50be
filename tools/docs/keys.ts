/** A JSON Schema whose references are replaced by their targets. */
export interface Schema {
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  if?: Schema;
  not?: Schema;
  then?: Schema;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  pattern?: string;
  propertyNames?: Schema;
}

/** A key of a file. */
export interface Key {
  /**
   * Path such as `training.optimizer.type`. A name that the user chooses is in angle brackets, and a list item ends
   * in [].
   */
  path: string;
  schema: Schema;
  isRequired: boolean;
}

/** Keys that exist only for a certain value of another key. */
export interface ConditionalKeys {
  /** The other key and its value. */
  path: string;
  value: unknown;
  keys: Key[];
}

/** Lists all keys of a schema and of the mappings in it, in order. */
export function keysOf(schema: Schema, path = ''): Key[] {
  return alternativesOf(schema).flatMap((mapping) => [
    ...namedKeys(mapping, path),
    ...freeKeys(mapping, path),
  ]);
}

/** Lists the keys that a schema has only `if` another key has a certain value. */
export function conditionalKeysOf(schema: Schema): ConditionalKeys[] {
  const always = keysOf(schema);
  const isAlways = (path: string) => always.some((key) => key.path === path);
  return [{ path: '', schema }, ...always].flatMap(({ path, schema: { allOf = [] } }) =>
    allOf.flatMap(({ if: condition, then = {} }): ConditionalKeys[] => {
      const [decisive] = Object.entries(condition?.properties ?? {});
      const keys = keysOf(then, path).filter((key) => !isAlways(key.path));
      if (decisive?.[1].const === undefined || !keys.length) return [];
      return [{ path: join(path, decisive[0]), value: decisive[1].const, keys }];
    }),
  );
}

function alternativesOf(schema: Schema): Schema[] {
  return [schema, ...(schema.anyOf ?? []).flatMap(alternativesOf)];
}

function namedKeys(mapping: Schema, path: string): Key[] {
  const { properties = {}, required = [] } = withRequirements(mapping);
  return Object.entries(properties)
    .filter(([, schema]) => typeof schema === 'object')
    .flatMap(([name, schema]) => keyWithInner(join(path, name), schema, required.includes(name)));
}

/** Adds the keys that are required unless another key exists. */
function withRequirements({
  if: condition,
  then,
  properties = {},
  required = [],
  ...schema
}: Schema): Schema {
  if (!condition?.not || !then) return { ...schema, properties, required };
  const inner = Object.entries(properties).map(([name, property]) => [
    name,
    { ...property, required: [...(property.required ?? []), ...(then.properties?.[name]?.required ?? [])] },
  ]);
  return {
    ...schema,
    properties: Object.fromEntries(inner),
    required: [...required, ...(then.required ?? [])],
  };
}

/** Lists keys with names that users choose, and list items, if these have further keys or a description. */
function freeKeys({ additionalProperties, items }: Schema, path: string): Key[] {
  const keys: Key[] = [];
  if (typeof additionalProperties === 'object' && needsWords(additionalProperties))
    keys.push(...keyWithInner(join(path, '<name>'), additionalProperties, false));
  if (items && keysOf(items).length) keys.push(...keysOf(items, `${path}[]`));
  return keys;
}

function needsWords(schema: Schema): boolean {
  return schema.description !== undefined || keysOf(schema).length > 0;
}

function keyWithInner(path: string, schema: Schema, isRequired: boolean): Key[] {
  return [{ path, schema, isRequired }, ...keysOf(schema, path)];
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
