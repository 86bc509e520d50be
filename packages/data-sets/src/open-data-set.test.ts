import { UserError, describeError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { dataSets } from './catalogue.ts';
import { testSettings } from '@fcdd/acquisition/testing';
import type { DataSetItem } from './data-set.ts';
import { openDataSet } from './open-data-set.ts';

const shape = { height: 28, width: 28, channels: 1 };

describe('a data set', () => {
  it('is read item by item, training images first', async () => {
    const { read, classes } = await openDataSet('mnist', { ...(await testSettings()), shape });
    expect(classes).toEqual(dataSets['mnist']!.classes);
    const first: DataSetItem[] = [];
    for await (const item of read()) if (first.push(item) === 2) break;
    expect(first.map(({ split, label }) => ({ split, label }))).toEqual([
      { split: 'train', label: 5 },
      { split: 'train', label: 0 },
    ]);
    expect(first[0]!.pixels).toHaveLength(28 * 28);
  });

  it.each(['kmnist', 'constructor'])(
    'called %s does not exist, and the error says which do',
    async (name) => {
      const request = { ...(await testSettings()), shape };
      const error = await openDataSet(name, request).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect(describeError(error)).toMatch(
        new RegExp(`^There is no data set '${name}'.\\n  There are mnist, fmnist, cifar10`),
      );
    },
  );
});
