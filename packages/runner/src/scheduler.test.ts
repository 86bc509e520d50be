import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Capacity, type Demand, type Slot, createScheduler } from './scheduler.ts';

const light: Demand = { stage: 'light', threads: 'one', memory: 100, gpus: 0, limit: Infinity };
const heavy: Demand = { ...light, stage: 'heavy', threads: 'all' };

/** Asks for slots and returns the requests that have got one, with their threads. */
function start(capacity: Partial<Capacity>, requests: [Demand, number][]) {
  const scheduler = createScheduler({ jobs: 4, threads: 4, memory: 1000, gpus: [], ...capacity });
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

  it('gives a number of threads that is asked for, or all where there are fewer', async () => {
    const three = { ...light, threads: 3 };
    expect(
      await start({}, [
        [three, 2],
        [three, 1],
        [light, 0],
      ]).threads(),
    ).toEqual([3, undefined, 1]);
    expect(await start({}, [[{ ...light, threads: 64 }, 1]]).threads()).toEqual([4]);
  });

  it('runs no more of a stage than its limit, gives the turn to others, and shares all threads among the rest', async () => {
    const limited = { ...heavy, limit: 2 };
    const { slots, threads } = start({}, [...Array(5).fill([limited, 2]), [light, 1]]);
    expect(await threads()).toEqual([1, 2, undefined, undefined, undefined, 1]);
    slots[0]!.release();
    expect((await threads())[2]).toBe(1);
    const alone = start({}, Array(5).fill([{ ...heavy, limit: 1 }, 1]));
    expect(await alone.threads()).toEqual([4, undefined, undefined, undefined, undefined]);
  });

  it('hands out graphics processors by index, each to one stage at a time', async () => {
    const one = { ...light, gpus: 1 };
    const { slots, threads } = start({ gpus: [3, 5] }, [
      [one, 3],
      [one, 2],
      [{ ...light, gpus: 2 }, 1],
      [light, 0],
    ]);
    const gpus = async () => (await threads(), slots.map((slot) => slot?.gpus));
    expect(await gpus()).toEqual([[3], [5], undefined, []]);
    slots[1]!.release();
    expect(await gpus()).toEqual([[3], [5], undefined, []]);
    slots[0]!.release();
    expect((await gpus())[2]).toEqual([3, 5]);
  });

  it('says what to do where there can never be as many graphics processors as a stage needs', async () => {
    const { scheduler } = start({ gpus: [0] }, []);
    const refused = scheduler.acquire({ ...heavy, gpus: 2 }, 1);
    await expect(refused).rejects.toThrow(
      "The stage 'heavy' needs 2 graphics processors, and 1 of them is there.",
    );
    await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining('--gpus 0,1') });
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
