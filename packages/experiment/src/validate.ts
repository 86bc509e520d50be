import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '@fcdd/stage';
import { type PlacedMap, plain } from './placed.ts';
import type { Problem } from './problem.ts';
import { problemsOf } from './schema-problems.ts';

/** A value that a schema was applied to, with the schema's defaults filled in, and what is wrong with it. */
export interface Validated {
  value: Record<string, unknown>;
  problems: Problem[];
}

/** It keeps what it compiled, by schema. */
const ajv = new Ajv2020({
  strict: true,
  strictTypes: true,
  // Schemas may require in a condition what they describe outside of it.
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
  verbose: true,
  useDefaults: true,
  // That our schemas are schemas is tested: to check it again takes as long as all else.
  validateSchema: false,
  meta: false,
  code: { optimize: false },
});

/** Checks a placed mapping against a self-contained JSON Schema (draft 2020-12). */
export function validate(root: PlacedMap, schema: JsonSchema): Validated {
  const check = ajv.compile(schema);
  const value = plain(root) as Record<string, unknown>;
  const problems = check(value) ? [] : problemsOf(check.errors as ErrorObject[], root);
  return { value, problems };
}
