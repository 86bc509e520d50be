import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Capacity, type Slot, createScheduler } from './scheduler.ts';

const heavy = { threads: 'all', memory: 100 } as const;
const light = { threads: 'one', memory: 100 } as const;

/** Asks for slots and tells which requests have got one, with how many threads. */
function start(capacity: Partial<Capacity>, requests: [typeof heavy | typeof light, number][]) {
  const scheduler = createScheduler({ jobs: 4, threads: 4, memory: 1000, ...capacity });
  const slots: (Slot | undefined)[] = requests.map(() => undefined);
  requests.forEach(([needs, priority], index) =>
    scheduler.acquire(needs, priority).then((slot) => (slots[index] = slot)),
  );
  const threads = async (): Promise<(number | undefined)[]> => {
    await tick();
    await tick();
    return slots.map((slot) => slot?.threads);
  };
  return { scheduler, slots, threads };
}

describe('createScheduler', () => {
  it('gives all threads to one heavy stage, and shares them among several', async () => {
    expect(await start({}, [[heavy, 1]]).threads()).toEqual([4]);
    expect(
      await start({}, [
        [heavy, 1],
        [heavy, 1],
      ]).threads(),
    ).toEqual([2, 2]);
    expect(await start({}, Array(9).fill([heavy, 1])).threads()).toEqual([
      1,
      1,
      1,
      1,
      ...Array(5).fill(undefined),
    ]);
  });

  it('shares among as many as may run at once', async () => {
    expect(await start({ jobs: 2 }, Array(3).fill([heavy, 1])).threads()).toEqual([2, 2, undefined]);
  });

  it('takes the highest priority first, and the next when a slot is free', async () => {
    const { slots, threads } = start({ jobs: 1 }, [
      [light, 1],
      [light, 3],
      [light, 2],
    ]);
    expect(await threads()).toEqual([undefined, 1, undefined]);
    slots[1]!.release();
    expect(await threads()).toEqual([undefined, 1, 1]);
  });

  it('keeps within the memory, but runs a stage that needs more than there is alone', async () => {
    expect(
      await start({ memory: 150 }, [
        [light, 1],
        [light, 1],
      ]).threads(),
    ).toEqual([1, undefined]);
    expect(await start({ memory: 50 }, [[light, 1]]).threads()).toEqual([1]);
  });

  it('waits with giving out while it is held', async () => {
    const { scheduler, threads } = start({}, [[heavy, 1]]);
    let end = (): void => {};
    const held = scheduler.hold(() => new Promise<void>((resolve) => (end = resolve)));
    expect(await threads()).toEqual([undefined]);
    end();
    await held;
    expect(await threads()).toEqual([4]);
  });

  it('turns all away once closed', async () => {
    const { scheduler } = start({}, []);
    const waiting = scheduler.acquire(light, 1);
    scheduler.close();
    expect([await waiting, await scheduler.acquire(light, 1)]).toEqual([undefined, undefined]);
  });
});
