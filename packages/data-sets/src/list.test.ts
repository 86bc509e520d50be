import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collections } from './list.ts';

describe('the list of collections', () => {
  it('has no name twice', () => {
    const names = collections.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(collections)('has what reads $name in the folder of that name', ({ name, dataSet, outliers }) => {
    const has = (file: string) => existsSync(join(import.meta.dirname, name, file));
    expect({ open: has('open.ts'), outliers: has('outliers.ts') }).toEqual({
      open: dataSet !== undefined,
      outliers: outliers !== undefined,
    });
  });
});
