import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderSchemas } from './schema-files.ts';

const texts = await renderSchemas();

describe('the schemas', () => {
  it.each(Object.keys(texts))('%s has the words of the lists in the code', async (file) => {
    const written = await readFile(join(resolve(import.meta.dirname, '../..'), file), 'utf8');
    expect(written, `${file} is stale. Write it anew: npm run generate`).toBe(texts[file]);
  });
});
