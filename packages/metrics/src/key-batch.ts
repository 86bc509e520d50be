/** Amounts that are sorted at once: enough that several of them fall into each line of the processor's cache. */
const capacity = 2 ** 23;

const pageCount = 2 ** 16;

export type Numbers = Uint32Array | Float64Array;
export type NumbersType = Uint32ArrayConstructor | Float64ArrayConstructor;

/** Amounts with 32-bit keys, sorted into pages: those that share the upper 16 bits of their keys. */
export class KeyBatch {
  readonly #type: NumbersType;
  #length = 0;
  #keys = new Int32Array(1024);
  #amounts: Numbers;
  /** The lower 16 bits of the keys, and the amounts, page by page. */
  #sortedKeys = new Uint16Array();
  #sortedAmounts: Numbers;
  /** Where each page starts in them, and where the last one ends. */
  readonly #starts = new Uint32Array(pageCount + 1);

  constructor(type: NumbersType) {
    this.#type = type;
    this.#amounts = new type(this.#keys.length);
    this.#sortedAmounts = new type(0);
  }

  get isFull(): boolean {
    return this.#length === capacity;
  }

  clear(): void {
    this.#length = 0;
  }

  push(key: number, amount: number): void {
    if (this.#length === this.#keys.length) this.#enlarge();
    this.#keys[this.#length] = key;
    this.#amounts[this.#length++] = amount;
  }

  /** To be called before pages are read: a counting sort. */
  sort(): void {
    const [keys, amounts, length] = [this.#keys, this.#amounts, this.#length];
    if (this.#sortedKeys.length < length) {
      this.#sortedKeys = new Uint16Array(keys.length);
      this.#sortedAmounts = new this.#type(keys.length);
    }
    const [sortedKeys, sortedAmounts] = [this.#sortedKeys, this.#sortedAmounts];
    const starts = this.#starts.fill(0);
    for (let i = 0; i < length; i++) starts[(keys[i]! >>> 16) + 1]!++;
    for (let page = 0; page < pageCount; page++) starts[page + 1]! += starts[page]!;
    const next = starts.slice();
    for (let i = 0; i < length; i++) {
      const place = next[keys[i]! >>> 16]!++;
      sortedKeys[place] = keys[i]!;
      sortedAmounts[place] = amounts[i]!;
    }
  }

  isEmpty(page: number): boolean {
    return this.#starts[page] === this.#starts[page + 1];
  }

  /** The sum of a page's amounts. */
  totalOf(page: number): number {
    const [amounts, end] = [this.#sortedAmounts, this.#starts[page + 1]!];
    let total = 0;
    for (let i = this.#starts[page]!; i < end; i++) total += amounts[i]!;
    return total;
  }

  /** Adds each amount of a page to the sum of its key. */
  addTo(sums: Numbers, page: number): void {
    const [keys, amounts, end] = [this.#sortedKeys, this.#sortedAmounts, this.#starts[page + 1]!];
    for (let i = this.#starts[page]!; i < end; i++) sums[keys[i]!]! += amounts[i]!;
  }

  #enlarge(): void {
    const [keys, amounts] = [this.#keys, this.#amounts];
    this.#keys = new Int32Array(2 * keys.length);
    this.#keys.set(keys);
    this.#amounts = new this.#type(2 * keys.length);
    this.#amounts.set(amounts);
  }
}
