import { createHash } from 'node:crypto';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

export type SeedLabel = string | number;

/** A seeded stream of random numbers. The same labels give the same stream on every machine. */
export interface RandomSource {
  /** Draws a uniform number in [0, 1), with 32 random bits. */
  uniform(): number;
  /** Draws a uniform integer in 0 .. bound - 1; bound is a positive integer of at most 2^32. */
  integer(bound: number): number;
  /** Draws a normal number with mean 0 and standard deviation 1. */
  normal(): number;
  /** Shuffles in place and returns its argument. */
  shuffle<T extends { [index: number]: unknown; length: number }>(items: T): T;
  /** Returns an independent stream, which depends on the labels alone, not on the numbers drawn so far. */
  fork(...labels: SeedLabel[]): RandomSource;
}

/** Creates the stream of these labels; streams of different labels are independent. */
export function createRandom(...labels: SeedLabel[]): RandomSource {
  return new Xoroshiro(labels);
}

class Xoroshiro implements RandomSource {
  readonly #labels: readonly SeedLabel[];
  readonly #generator: { next(): number };
  #spareNormal: number | undefined;

  constructor(labels: readonly SeedLabel[]) {
    this.#labels = labels;
    const state = createHash('sha256').update(JSON.stringify(labels)).digest();
    this.#generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => state.readInt32LE(offset)));
  }

  uniform(): number {
    return (this.#generator.next() >>> 0) / 2 ** 32;
  }

  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** Marsaglia's polar method, which gives two numbers at a time. */
  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    let x: number, y: number, square: number;
    do {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    this.#spareNormal = y * factor;
    return x * factor;
  }

  /** Shuffles by the method of Fisher and Yates. */
  shuffle<T extends { [index: number]: unknown; length: number }>(items: T): T {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const item = items[last];
      items[last] = items[other];
      items[other] = item;
    }
    return items;
  }

  fork(...labels: SeedLabel[]): RandomSource {
    return new Xoroshiro([...this.#labels, ...labels]);
  }
}
