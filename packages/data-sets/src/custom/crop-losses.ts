import { printable } from '@fcdd/errors';
import type { ImageShape } from '@fcdd/images';

/** Share of an image below which a crop hides more than it shows. */
const half = 0.5;

/** Counts the images of which a central crop shows less than half. */
export class CropLosses {
  #total = 0;
  #found = 0;
  #worst = { share: 1, name: '' };

  /** @param shape proportions of the crop */
  constructor(private readonly shape: Pick<ImageShape, 'height' | 'width'>) {}

  add({ height, width }: { height: number; width: number }, name: string): void {
    const [one, other] = [width * this.shape.height, height * this.shape.width];
    const share = Math.min(one, other) / Math.max(one, other);
    this.#total++;
    if (share >= half) return;
    this.#found++;
    if (share < this.#worst.share) this.#worst = { share, name };
  }

  warn(warn: (message: string) => void): void {
    if (this.#found === 0) return;
    const { share, name } = this.#worst;
    warn(
      `The net sees less than half of ${this.#found} of ${this.#total} images, because their centre is cut out: of ${printable(name)} it sees ${Math.round(100 * share)} %. With dataset.fit: fill, it sees all of them, squeezed.`,
    );
  }
}
