import { CancelledError, DataError, describeError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { testSettings } from '../testing/settings.ts';
import { DamagedError } from '../files/verified-file.ts';
import { firstThatLoads } from './attempts.ts';

const failing = (source: string, message: string) => ({
  source,
  load: () => Promise.reject(new DataError(message)),
});
const giving = <Data>(source: string, data: Data, fetches = false) => ({
  source,
  fetches,
  load: () => Promise.resolve(data),
});

describe('sources of data', () => {
  it('are tried in turn until one has the data, and the log tells which', async () => {
    const settings = await testSettings();
    const attempts = [failing('shelf', 'empty'), giving('cupboard', 1), giving('cellar', 2)];
    expect(await firstThatLoads('Jam', attempts, settings, '')).toBe(1);
    expect(settings.lines).toEqual(['Jam: not taken from shelf: empty.', 'Jam: taken from cupboard.']);
  });

  it('that are damaged are warned of, unlike those that are missing', async () => {
    const settings = await testSettings();
    const rotten = { source: 'shelf', load: () => Promise.reject(new DamagedError('rotten')) };
    expect(
      await firstThatLoads('Jam', [failing('table', 'none'), rotten, giving('cellar', 1)], settings, ''),
    ).toBe(1);
    expect(settings.warnings).toEqual(['Jam: not taken from shelf: rotten.']);
  });

  it('are not asked over the network in an offline run', async () => {
    const shop = [giving('shop', 1, true)];
    expect(await firstThatLoads('Jam', shop, await testSettings({ offline: false }), '')).toBe(1);
    await expect(firstThatLoads('Jam', shop, await testSettings(), '')).rejects.toThrow(
      'shop: not tried, since the run is offline',
    );
  });

  it('are all listed where none has the data, each with its reason, and with what to do', async () => {
    const attempts = [
      failing('shelf', 'empty.'),
      {
        source: 'shop',
        load: () => Promise.reject(new Error('fetch failed', { cause: new Error('no route') })),
      },
    ];
    const error = await firstThatLoads('Jam', attempts, await testSettings(), 'Cook some.').catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(DataError);
    expect(describeError(error)).toBe(
      'Jam was found nowhere. Tried:\n  - shelf: empty\n  - shop: fetch failed: no route\n  Cook some.',
    );
  });

  it('are not tried further once the run is stopped', async () => {
    const abort = new AbortController();
    const attempts = [
      {
        source: 'shelf',
        async load() {
          abort.abort(new CancelledError());
          throw new Error('interrupted');
        },
      },
      giving('cellar', 1),
    ];
    const loading = firstThatLoads('Jam', attempts, await testSettings({ signal: abort.signal }), '');
    await expect(loading).rejects.toThrow(CancelledError);
  });
});
