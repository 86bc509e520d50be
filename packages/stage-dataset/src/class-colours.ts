/** Grey levels, of 256, by which the channels of a grey image may differ on average: compression tints it a little. */
const tint = 2;

/** Finds out which classes have colour in their nominal training images. */
export class ClassColours {
  readonly #hasColour: boolean[];

  constructor(
    classCount: number,
    private readonly channels: number,
  ) {
    this.#hasColour = new Array<boolean>(classCount).fill(false);
  }

  /** @param pixels of a nominal training image, channels interleaved */
  add(pixels: Uint8Array, label: number): void {
    if (this.channels === 1 || this.#hasColour[label]) return;
    let difference = 0;
    for (let i = 0; i < pixels.length; i += this.channels) {
      const [red, green, blue] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
      difference += Math.max(red, green, blue) - Math.min(red, green, blue);
    }
    this.#hasColour[label] = (difference * this.channels) / pixels.length > tint;
  }

  result(): boolean[] {
    return this.#hasColour;
  }
}
