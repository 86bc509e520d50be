import { KeyBatch, type Numbers, type NumbersType } from './key-batch.ts';

/** There are as many pages as keys in each. */
export const keysPerPage = 2 ** 16;
const pageCount = 2 ** 16;

/**
 * Exact sums of amounts by 32-bit key, for many more amounts than memory holds. They are gathered in batches; a full
 * batch is sorted by the upper 16 bits of the keys and added to pages, each of which has the sums of 65,536 keys. So
 * memory is bounded by the number of pages that occur, and up to 8 million amounts need no page.
 */
export class KeyedSums {
  readonly #type: NumbersType;
  readonly #batch: KeyBatch;
  readonly #pages = new Map<number, Numbers>();
  /** Of all amounts in a page, which none of its sums exceeds. */
  readonly #totals = new Float64Array(pageCount);

  /** @param type of the amounts; of integers too, the sums may be 2^32 and more */
  constructor(type: NumbersType) {
    this.#type = type;
    this.#batch = new KeyBatch(type);
  }

  /**
   * @param keys 32 bits each
   * @param amounts one a key
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
   * The sums, by pages: from the upper 16 bits of keys to the sums of the 65,536 keys that have them, undefined where
   * nothing was added. A page is valid until the next is asked for, and all are until more is added.
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

  /** The page, in a type that holds what the batch adds to it. */
  #pageWithRoom(upperBits: number): Numbers {
    let page = this.#pages.get(upperBits) ?? new this.#type(keysPerPage);
    this.#totals[upperBits]! += this.#batch.totalOf(upperBits);
    if (page instanceof Uint32Array && this.#totals[upperBits]! >= 2 ** 32) page = Float64Array.from(page);
    this.#pages.set(upperBits, page);
    return page;
  }
}
