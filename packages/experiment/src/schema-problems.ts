import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '@fcdd/stage';
import type { Place } from './place.ts';
import { type PlacedMap, placeOfKey, placeOfValue } from './placed.ts';
import type { Problem } from './problem.ts';
import { type Path, allowedWords, describeValue, didYouMean, formatPath } from './words.ts';

/** What the errors of a JSON Schema validation (ajv, verbose) mean to who wrote the file. */
export function problemsOf(errors: ErrorObject[], root: PlacedMap): Problem[] {
  return withoutFailedAlternatives(errors)
    .filter((error) => !isExplainedByAnother(error, errors))
    .map((error) => describe(error, root));
}

function isExplainedByAnother(
  { keyword, propertyName, instancePath }: ErrorObject,
  all: ErrorObject[],
): boolean {
  if (keyword === 'if' || propertyName !== undefined) return true;
  return keyword === 'type' && all.some((e) => e.keyword === 'enum' && e.instancePath === instancePath);
}

/** Of the alternatives of each `anyOf`, keeps the errors of those that the value was meant to be. */
function withoutFailedAlternatives(errors: ErrorObject[]): ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  for (const whole of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const inner = errors.filter(
      (error) =>
        error.schemaPath.startsWith(`${whole.schemaPath}/`) &&
        error.instancePath.startsWith(whole.instancePath),
    );
    const alternativeOf = (error: ErrorObject) =>
      error.schemaPath.slice(whole.schemaPath.length + 1).split('/')[0];
    const ruledOut = new Set(inner.filter((error) => isOfOtherKind(error, whole)).map(alternativeOf));
    const meant = inner.filter((error) => !ruledOut.has(alternativeOf(error)));
    for (const error of inner) if (!meant.includes(error)) dropped.add(error);
    if (meant.length) dropped.add(whole);
  }
  return errors.filter((error) => !dropped.has(error));
}

function isOfOtherKind({ keyword, instancePath }: ErrorObject, whole: ErrorObject): boolean {
  return instancePath === whole.instancePath && ['type', 'const', 'enum'].includes(keyword);
}

function describe(error: ErrorObject, root: PlacedMap): Problem {
  const path = pathOf(error.instancePath);
  const schema = error.parentSchema as JsonSchema;
  const { params, data } = error as { params: Record<string, unknown>; data: unknown };
  const place = placeOfValue(root, path);
  const must = (what: string, hint?: string): Problem => ({
    place,
    message: `${formatPath(path) || 'The file'} must ${what}, not ${describeValue(data)}.`,
    hint,
  });
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(path, params.additionalProperty as string, schema, root);
    case 'required':
      return missingKey(path, params.missingProperty as string, schema, root);
    case 'propertyNames': {
      const name = params.propertyName as string;
      const hint = (error.schema as JsonSchema).description as string;
      return {
        place: placeOfKey(root, [...path, name]),
        message: `${describeValue(name)} is no name.`,
        hint,
      };
    }
    case 'type':
      return must(`be ${kinds(schema.type as string | string[])}`, descriptionOf(schema));
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      return must(
        allowed.length === 1 ? `be ${allowed[0]}` : `be one of ${allowed.join(', ')}`,
        didYouMean(data, allowed),
      );
    }
    case 'const':
      return must(`be ${describeValue(params.allowedValue)}`);
    case 'anyOf':
      return must(`be ${(schema.anyOf as JsonSchema[]).map(({ title }) => title).join(' or ')}`);
    case 'pattern':
      return must(`match ${String(params.pattern)}`, descriptionOf(schema));
    case 'minimum':
      return must(`be at least ${String(params.limit)}`);
    case 'maximum':
      return must(`be at most ${String(params.limit)}`);
    case 'exclusiveMinimum':
      return must(`be more than ${String(params.limit)}`);
    case 'minItems':
    case 'minProperties':
    case 'minLength':
      return { place, message: `${formatPath(path)} must not be empty.`, hint: descriptionOf(schema) };
    case 'uniqueItems': {
      const [first, again] = [params.j as number, params.i as number].sort((a, b) => a - b);
      const item = describeValue((data as unknown[])[again!]);
      return {
        place: placeOfValue(root, [...path, again!]),
        message: `${formatPath(path)} has ${item} twice: as item ${first! + 1} and ${again! + 1}.`,
      };
    }
    case 'not':
      return { place: keyOrValue(root, path), message: schema.description as string };
    default:
      return { place, message: `${formatPath(path)} ${error.message}.`, hint: descriptionOf(schema) };
  }
}

function unknownKey(path: Path, key: string, schema: JsonSchema, root: PlacedMap): Problem {
  const where = path.length ? ` in ${formatPath(path)}` : '';
  return {
    place: placeOfKey(root, [...path, key]),
    message: `There is no key ${describeValue(key)}${where}.`,
    hint: allowedWords(key, Object.keys(schema.properties as object)),
  };
}

function missingKey(path: Path, key: string, schema: JsonSchema, root: PlacedMap): Problem {
  const property = (schema.properties as Record<string, JsonSchema> | undefined)?.[key];
  return {
    place: placeOfKey(root, path),
    message: `${formatPath(path) || 'The file'} lacks the key '${key}'.`,
    hint: property && descriptionOf(property, key),
  };
}

function keyOrValue(root: PlacedMap, path: Path): Place {
  return path.length ? placeOfKey(root, path) : placeOfValue(root, path);
}

function descriptionOf({ title, description }: JsonSchema, key?: string): string | undefined {
  const words = (description ?? title) as string | undefined;
  return words && `${key ? `${key}: ${words}` : words}.`;
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

function kinds(type: string | string[]): string {
  return [type]
    .flat()
    .map((kind) => kindNames[kind])
    .join(' or ');
}

/** The parts of a JSON pointer. */
function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
