import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { withParts } from './index.ts';

const folder = resolve(import.meta.dirname, '..');

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.schema.json') && !/^(dist|node_modules)\//.test(file),
);

function readSchema(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(resolve(folder, file), 'utf8')) as Record<string, unknown>;
}

/** Lists all references of a schema. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { $ref, ...rest } = value as Record<string, unknown>;
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(rest).flatMap(referencesIn)];
}

/** Lists the places where null is the default, but the type text comes first. */
function nullsAfterTexts(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, default: preset } = value as Record<string, unknown>;
  const isWrong = Array.isArray(type) && type[0] === 'string' && preset === null;
  const inner = Object.entries(value).flatMap(([key, child]) => nullsAfterTexts(child, `${path}/${key}`));
  return isWrong ? [path, ...inner] : inner;
}

/** Lists the places of whole numbers that may be larger than a double holds exactly. */
function unlimited(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, maximum, enum: values } = value as Record<string, unknown>;
  const isWhole = [type].flat().includes('integer') && values === undefined;
  const isSafe = typeof maximum === 'number' && maximum <= Number.MAX_SAFE_INTEGER;
  const inner = Object.entries(value).flatMap(([key, child]) => unlimited(child, `${path}/${key}`));
  return isWhole && !isSafe ? [path, ...inner] : inner;
}

describe.each(files)('the schema %s', (file) => {
  it('takes no whole number that would be rounded', () => {
    expect(unlimited(readSchema(file))).toEqual([]);
  });

  it('has only keywords of JSON Schema, on the types for which they are meant', () => {
    const ajv = new Ajv2020({
      strict: true,
      strictTypes: true,
      // Schemas may require properties in a condition that they describe outside it.
      strictRequired: false,
      allowUnionTypes: true,
    });
    expect(() => ajv.compile(withParts(readSchema(file)))).not.toThrow();
  });

  it('refers to files that exist, on the paths that editors follow', () => {
    for (const reference of referencesIn(readSchema(file))) {
      const [path, pointer = ''] = reference.split('#') as [string, string?];
      const target = resolve(folder, dirname(file), path);
      expect(existsSync(target), reference).toBe(true);
      const keys = pointer.split('/').filter(Boolean);
      const found = keys.reduce<unknown>(
        (part, key) => (part as Record<string, unknown>)?.[key],
        readSchema(target),
      );
      expect(found, reference).toBeDefined();
    }
  });
});

/** Schemas that YAML files name. The others are for parameters, which programs write. */
const readByEditors = files.filter((file) => !file.startsWith('stages/'));

it.each(readByEditors)(
  '%s names null before text where null is the default, so that editors complete the value',
  (file) => {
    expect(nullsAfterTexts(readSchema(file))).toEqual([]);
  },
);
