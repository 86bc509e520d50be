import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '@fcdd/stage';
import { type PlacedMap, plain } from './placed.ts';
import type { Problem } from './problem.ts';
import { type Names, problemsOf } from './schema-problems.ts';

/** A value with a schema's defaults filled in, and its problems. */
export interface Validated {
  value: Record<string, unknown>;
  problems: Problem[];
}

/** Keeps compiled schemas. */
const ajv = new Ajv2020({
  strict: true,
  strictTypes: true,
  // A schema may require a key in a condition and describe it elsewhere.
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
  verbose: true,
  useDefaults: true,
  // Tests check our schemas. Checking them again would double the time.
  validateSchema: false,
  meta: false,
  code: { optimize: false },
});

/**
 * Checks a placed mapping against a self-contained JSON Schema (draft 2020-12).
 * @param names names of keys in messages, where they differ from those of the schema
 */
export function validate(root: PlacedMap, schema: JsonSchema, names?: Names): Validated {
  const check = ajv.compile(schema);
  const value = plain(root) as Record<string, unknown>;
  const problems = check(value) ? [] : problemsOf(check.errors as ErrorObject[], root, names);
  return { value, problems };
}
