import type { ErrorObject } from 'ajv/dist/2020.js';
import { didYouMean, nearest } from '@fcdd/errors';
import type { JsonSchema } from '@fcdd/stage';
import { type PlacedMap, placeOfKey, placeOfValue } from './placed.ts';
import type { Problem } from './problem.ts';
import { withoutFailedAlternatives } from './schema-alternatives.ts';
import { type Path, allowedWords, describeValue, formatPath } from './words.ts';

/** Names of keys that the schema does not know. */
export interface Names {
  /** Returns a path as it is written. */
  writtenPath(root: PlacedMap, path: Path): Path;
  /** Returns a hint for an unknown key, by its dotted path. */
  hintFor(path: string): string | undefined;
}

const ownNames: Names = { writtenPath: (_, path) => path, hintFor: () => undefined };

/** Explains the errors of a JSON Schema validation (ajv, verbose) to the writer of the file. */
export function problemsOf(errors: ErrorObject[], root: PlacedMap, names = ownNames): Problem[] {
  const enumerated = new Set(errors.filter((e) => e.keyword === 'enum').map((e) => e.instancePath));
  return withoutFailedAlternatives(errors)
    .filter((error) => !isMisspelt(error, errors))
    .filter(({ keyword, propertyName }) => keyword !== 'if' && propertyName === undefined)
    .filter(({ keyword, instancePath }) => keyword !== 'type' || !enumerated.has(instancePath))
    .map((error) => problemFor(faultOf(error), root, names));
}

/** Whether a key is only missing because it is misspelt: the misspelt key is told, with the right one. */
function isMisspelt({ keyword, instancePath, params }: ErrorObject, errors: ErrorObject[]): boolean {
  if (keyword !== 'required') return false;
  return errors.some(
    (other) =>
      other.keyword === 'additionalProperties' &&
      other.instancePath === instancePath &&
      nearest(
        String(other.params.additionalProperty),
        Object.keys((other.parentSchema as JsonSchema).properties as object),
      ) === params.missingProperty,
  );
}

/** A validation error, with names for what ajv leaves untyped. */
interface Fault {
  keyword: string;
  path: Path;
  /** Demands of the keyword. */
  params: Record<string, unknown>;
  /** The schema that has the keyword. */
  schema: JsonSchema;
  /** The value that fails. */
  found: unknown;
  message?: string;
}

function faultOf({ keyword, instancePath, params, parentSchema, data, message }: ErrorObject): Fault {
  return { keyword, path: pathOf(instancePath), params, schema: parentSchema!, found: data, message };
}

function problemFor(fault: Fault, root: PlacedMap, names: Names): Problem {
  const { keyword, path, params, schema, message } = fault;
  const name = formatPath(names.writtenPath(root, path)) || 'The file';
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(fault, root, names);
    case 'required':
      return missingKey(fault, root, names);
    case 'propertyNames':
      return badName(fault, root);
    case 'uniqueItems':
      return itemTwice(fault, root, name);
    case 'not':
      return { place: placeOfKey(root, path), message: schema.description as string };
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return { place: placeOfValue(root, path), message: `${name} must not be empty.` };
  }
  const demand = demands[keyword]?.(params, schema);
  return {
    place: placeOfValue(root, path),
    message: demand
      ? `${name} must ${demand}, not ${describeValue(fault.found)}.`
      : `${name} ${message ?? 'is wrong'}.`,
    hint: hintFor(fault),
  };
}

/** Demands of keywords, as they follow "must". */
const demands: Record<string, (params: Fault['params'], schema: JsonSchema) => string> = {
  type: (_, { type }) => `be ${listKinds([type].flat() as string[])}`,
  const: ({ allowedValue }) => `be ${describeValue(allowedValue)}`,
  enum: ({ allowedValues }) => `be ${oneOf((allowedValues as unknown[]).map(String))}`,
  anyOf: (_, { anyOf }) => `be ${(anyOf as JsonSchema[]).map(({ title }) => title).join(' or ')}`,
  pattern: ({ pattern }) => `match ${String(pattern)}`,
  minimum: ({ limit }) => `be at least ${String(limit)}`,
  maximum: ({ limit }) => `be at most ${String(limit)}`,
  exclusiveMinimum: ({ limit }) => `be more than ${String(limit)}`,
};

function hintFor({ keyword, params, schema, found }: Fault): string | undefined {
  if (keyword === 'anyOf' && typeof found === 'string') return listHint(found, schema.anyOf as JsonSchema[]);
  if (keyword === 'enum') return didYouMean(found, (params.allowedValues as unknown[]).map(String));
  if (keyword === 'type' && schema.properties)
    return `Its keys are ${Object.keys(schema.properties).join(', ')}.`;
  return ['type', 'pattern'].includes(keyword) ? descriptionOf(schema) : undefined;
}

/** Where a list may be written, a single text is probably meant as its item. */
function listHint(found: string, choices: JsonSchema[]): string | undefined {
  const words = choices.flatMap(({ const: word }) => (typeof word === 'string' ? [word] : []));
  const isList = choices.some(({ type }) => type === 'array');
  const hints = [didYouMean(found, words), isList && `A list is written in brackets: [${found}].`];
  return hints.filter(Boolean).join(' ') || undefined;
}

function unknownKey({ path, params, schema }: Fault, root: PlacedMap, names: Names): Problem {
  const key = params.additionalProperty as string;
  const where = path.length ? ` in ${formatPath(names.writtenPath(root, path))}` : '';
  return {
    place: placeOfKey(root, [...path, key]),
    message: `There is no key ${describeValue(key)}${where}.`,
    hint:
      names.hintFor([...path, key].join('.')) ?? allowedWords(Object.keys(schema.properties as object), key),
  };
}

function missingKey({ path, params, schema }: Fault, root: PlacedMap, names: Names): Problem {
  const key = params.missingProperty as string;
  const property = (schema.properties as Record<string, JsonSchema> | undefined)?.[key];
  const description = property && descriptionOf(property);
  const written = names.writtenPath(root, [...path, key]);
  const [where, name] = [formatPath(written.slice(0, -1)), formatPath(written.slice(-1))];
  return {
    place: placeOfKey(root, path),
    message: `${where || 'The file'} lacks the key '${name}'.`,
    hint: description && `${name}: ${description}`,
  };
}

function badName({ path, params, schema }: Fault, root: PlacedMap): Problem {
  const name = params.propertyName as string;
  return {
    place: placeOfKey(root, [...path, name]),
    message: `${describeValue(name)} is not a valid name.`,
    hint: descriptionOf(schema.propertyNames as JsonSchema),
  };
}

function itemTwice({ path, params, found }: Fault, root: PlacedMap, name: string): Problem {
  const [first, again] = [params.i, params.j].map(Number).sort((a, b) => a - b) as [number, number];
  const item = describeValue((found as unknown[])[again]);
  return {
    place: placeOfValue(root, [...path, again]),
    message: `${name} has ${item} twice: as item ${first + 1} and ${again + 1}.`,
  };
}

function descriptionOf({ title, description }: JsonSchema): string | undefined {
  const words = (description ?? title) as string | undefined;
  return words && `${words}.`;
}

const kindNames: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  null: 'null',
};

function listKinds(types: string[]): string {
  return types.map((type) => kindNames[type]).join(' or ');
}

function oneOf(words: string[]): string {
  return words.length === 1 ? words[0]! : `one of ${words.join(', ')}`;
}

/** Returns the parts of a JSON pointer. */
function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
