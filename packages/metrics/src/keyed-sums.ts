import { KeyBatch, type Numbers, type NumbersType } from './key-batch.ts';

/** Number of keys in a page, which is also the number of pages. */
export const keysPerPage = 2 ** 16;
const pageCount = 2 ** 16;

/**
 * Exact sums of amounts by 32-bit key, for many more amounts than fit into memory. Amounts are collected in batches.
 * A full batch is sorted by the upper 16 bits of the keys and added to pages, each of which has the sums of 65,536
 * keys. The number of pages that occur bounds the memory, and up to 8 million amounts need no page.
 */
export class KeyedSums {
  readonly #type: NumbersType;
  readonly #batch: KeyBatch;
  readonly #pages = new Map<number, Numbers>();
  /** Total of all amounts in each page, which is an upper bound for its sums. */
  readonly #totals = new Float64Array(pageCount);

  /** @param type array type of the amounts; the sums of integers may also exceed 2^32 */
  constructor(type: NumbersType) {
    this.#type = type;
    this.#batch = new KeyBatch(type);
  }

  /**
   * @param keys keys of 32 bits
   * @param amounts one amount per key
   */
  add(keys: Int32Array, amounts: Numbers): void {
    if (!this.#batch.hasRoomFor(keys.length)) this.#emptyBatch();
    this.#batch.push(keys, amounts);
  }

  /** Adds 1 for each key. */
  addOnes(keys: Int32Array): void {
    if (!this.#batch.hasRoomFor(keys.length)) this.#emptyBatch();
    this.#batch.pushOnes(keys);
  }

  /**
   * Returns a function from the upper 16 bits of keys to the page with the sums of their 65,536 keys, or to undefined
   * where nothing was added. A page is valid until the next call, or until amounts are added.
   */
  pages(): (upperBits: number) => Numbers | undefined {
    this.#batch.sort();
    const sums = new Float64Array(keysPerPage);
    return (upperBits) => {
      const page = this.#pages.get(upperBits);
      if (this.#batch.isEmpty(upperBits)) return page;
      if (page) sums.set(page);
      else sums.fill(0);
      this.#batch.addTo(sums, upperBits);
      return sums;
    };
  }

  #emptyBatch(): void {
    this.#batch.sort();
    for (let upperBits = 0; upperBits < pageCount; upperBits++)
      if (!this.#batch.isEmpty(upperBits)) this.#batch.addTo(this.#pageWithRoom(upperBits), upperBits);
    this.#batch.clear();
  }

  /** Returns the page in an array type that can hold the sums with the batch. */
  #pageWithRoom(upperBits: number): Numbers {
    let page = this.#pages.get(upperBits) ?? new this.#type(keysPerPage);
    this.#totals[upperBits]! += this.#batch.totalOf(upperBits);
    if (page instanceof Uint32Array && this.#totals[upperBits]! >= 2 ** 32) page = Float64Array.from(page);
    this.#pages.set(upperBits, page);
    return page;
  }
}
