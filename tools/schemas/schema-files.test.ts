import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderTypes, typesFile } from './parameter-types.ts';
import { renderSchemas } from './schema-files.ts';

const texts: Record<string, string> = { ...(await renderSchemas()), [typesFile]: await renderTypes() };

describe('what is generated', () => {
  it.each(Object.keys(texts))('%s follows from the lists in the code and from the schemas', async (file) => {
    const written = await readFile(join(resolve(import.meta.dirname, '../..'), file), 'utf8');
    expect(written, `${file} is stale. Write it anew: npm run generate`).toBe(texts[file]);
  });
});
