import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

/** Counts up to a limit, and tells whether it was closed. */
function counter(limit: number) {
  const state = { taken: 0, closed: false };
  async function* items() {
    try {
      while (state.taken < limit) yield state.taken++;
    } finally {
      state.closed = true;
    }
  }
  return { state, items: items() };
}

async function collect<Result>(results: AsyncIterable<Result>): Promise<Result[]> {
  const all: Result[] = [];
  for await (const result of results) all.push(result);
  return all;
}

describe('work on several items at once', () => {
  it('gives the results in the order of the items, whichever is done first', async () => {
    const results = inOrder(
      counter(7).items,
      async (item) => {
        await setTimeout(item % 3 === 0 ? 15 : 1);
        return item * 10;
      },
      3,
    );
    expect(await collect(results)).toEqual([0, 10, 20, 30, 40, 50, 60]);
  });

  it('is done on no more items than are asked for', async () => {
    let running = 0;
    let most = 0;
    const results = inOrder(
      counter(10).items,
      async () => {
        most = Math.max(most, ++running);
        await setTimeout(2);
        running--;
      },
      3,
    );
    await collect(results);
    expect(most).toBe(3);
  });

  it('tells a failure in its turn, and takes no more items then', async () => {
    const { state, items } = counter(100);
    const results = inOrder(
      items,
      async (item) => {
        if (item === 2) throw new Error('the third is broken');
        await setTimeout(5);
        return item;
      },
      4,
    );
    expect([await results.next(), await results.next()].map(({ value }) => value as unknown)).toEqual([0, 1]);
    await expect(results.next()).rejects.toThrow('the third is broken');
    expect(state).toMatchObject({ closed: true, taken: 6 });
  });

  it('ends when nobody wants more results', async () => {
    const { state, items } = counter(100);
    for await (const result of inOrder(items, async (item) => item, 2)) if (result === 3) break;
    expect(state).toMatchObject({ closed: true, taken: 5 });
  });
});
