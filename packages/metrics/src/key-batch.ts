/** Number of amounts that are sorted together, so large that several fall into each cache line of the processor. */
const capacity = 2 ** 23;

const pageCount = 2 ** 16;

export type Numbers = Uint32Array | Float64Array;
export type NumbersType = Uint32ArrayConstructor | Float64ArrayConstructor;

/** Amounts with 32-bit keys, sorted into pages. The keys of a page share their upper 16 bits. */
export class KeyBatch {
  readonly #type: NumbersType;
  #length = 0;
  /**
   * Whether all amounts are 1, so that they need not be stored. This is usual for heatmaps as large as their maps.
   */
  #areAllOne = true;
  #keys = new Int32Array(1024);
  #amounts: Numbers;
  /** The lower 16 bits of the keys, and the amounts, page by page. */
  #sortedKeys = new Uint16Array();
  #sortedAmounts: Numbers;
  /** Start of each page in the sorted arrays, and the end of the last. */
  readonly #starts = new Uint32Array(pageCount + 1);

  constructor(type: NumbersType) {
    this.#type = type;
    this.#amounts = new type(this.#keys.length);
    this.#sortedAmounts = new type(0);
  }

  hasRoomFor(count: number): boolean {
    return this.#length + count <= capacity;
  }

  clear(): void {
    this.#length = 0;
    this.#areAllOne = true;
  }

  /** Adds an amount of 1 for each key. */
  pushOnes(newKeys: Int32Array): void {
    const end = this.#length + newKeys.length;
    this.#enlarge(end);
    this.#keys.set(newKeys, this.#length);
    if (!this.#areAllOne) this.#amounts.fill(1, this.#length, end);
    this.#length = end;
  }

  /** Adds the amounts, except those of 0. */
  push(newKeys: Int32Array, newAmounts: Numbers): void {
    this.#enlarge(this.#length + newKeys.length);
    const [keys, amounts, start] = [this.#keys, this.#amounts, this.#length];
    let length = start;
    let areOne = true;
    for (let i = 0; i < newKeys.length; i++) {
      const amount = newAmounts[i]!;
      if (amount === 0) continue;
      areOne &&= amount === 1;
      keys[length] = newKeys[i]!;
      amounts[length++] = amount;
    }
    if (this.#areAllOne && !areOne) {
      amounts.fill(1, 0, start);
      this.#areAllOne = false;
    }
    this.#length = length;
  }

  /** Sorts the amounts into pages by counting. The caller must do this before it reads pages. */
  sort(): void {
    this.#findStarts();
    if (this.#sortedKeys.length < this.#length) {
      this.#sortedKeys = new Uint16Array(this.#keys.length);
      this.#sortedAmounts = new this.#type(this.#keys.length);
    }
    if (this.#areAllOne) this.#sortKeys();
    else this.#sortKeysAndAmounts();
  }

  isEmpty(page: number): boolean {
    return this.#starts[page] === this.#starts[page + 1];
  }

  /** The sum of a page's amounts. */
  totalOf(page: number): number {
    const [start, end] = [this.#starts[page]!, this.#starts[page + 1]!];
    if (this.#areAllOne) return end - start;
    let total = 0;
    for (let i = start; i < end; i++) total += this.#sortedAmounts[i]!;
    return total;
  }

  /** Adds each amount of a page to the sum of its key. */
  addTo(sums: Numbers, page: number): void {
    const [start, end] = [this.#starts[page]!, this.#starts[page + 1]!];
    const [keys, amounts] = [this.#sortedKeys, this.#sortedAmounts];
    if (this.#areAllOne) for (let i = start; i < end; i++) sums[keys[i]!]!++;
    else for (let i = start; i < end; i++) sums[keys[i]!]! += amounts[i]!;
  }

  #findStarts(): void {
    const [keys, length, starts] = [this.#keys, this.#length, this.#starts.fill(0)];
    for (let i = 0; i < length; i++) starts[(keys[i]! >>> 16) + 1]!++;
    for (let page = 0; page < pageCount; page++) starts[page + 1]! += starts[page]!;
  }

  #sortKeys(): void {
    const [keys, length, sortedKeys] = [this.#keys, this.#length, this.#sortedKeys];
    const next = this.#starts.slice();
    for (let i = 0; i < length; i++) sortedKeys[next[keys[i]! >>> 16]!++] = keys[i]!;
  }

  #sortKeysAndAmounts(): void {
    const [keys, amounts, length] = [this.#keys, this.#amounts, this.#length];
    const [sortedKeys, sortedAmounts] = [this.#sortedKeys, this.#sortedAmounts];
    const next = this.#starts.slice();
    for (let i = 0; i < length; i++) {
      const place = next[keys[i]! >>> 16]!++;
      sortedKeys[place] = keys[i]!;
      sortedAmounts[place] = amounts[i]!;
    }
  }

  #enlarge(least: number): void {
    if (least <= this.#keys.length) return;
    const [keys, amounts] = [this.#keys, this.#amounts];
    this.#keys = new Int32Array(Math.max(least, 2 * keys.length));
    this.#keys.set(keys);
    this.#amounts = new this.#type(this.#keys.length);
    this.#amounts.set(amounts);
  }
}
