import type { DataSetItem, Split } from '@fcdd/data-sets';
import { printable } from '@fcdd/errors';
import { type ClassStatistics, isTwoValued } from '@fcdd/images';

/** Grey levels, of 256, that the values of an image span at least if it shows something. */
const leastSpan = 4;

/** What images hold by the time that a net sees them, as far as it may falsify results without a word. */
export interface ImageContents {
  add(item: DataSetItem): void;
  /** Sentences with numbers and an example, each about something that a person should look at. */
  warnings(): string[];
}

/** @param channels of the images */
export function createImageContents(channels: number): ImageContents {
  const flat = { train: new Finding(), test: new Finding() };
  const twoValued = { nominal: new Finding(), anomalous: new Finding() };
  const emptyMaps = new Finding();
  const markedMaps = new Finding();
  return {
    add(item) {
      const { split, pixels, anomalous, map, name } = item;
      const isFlat = !spansMore(pixels, channels);
      flat[split].add(isFlat, name);
      if (anomalous !== undefined)
        twoValued[anomalous ? 'anomalous' : 'nominal'].add(!isFlat && isTwoValued(pixels), name);
      if (!map || anomalous === undefined) return;
      const isEmpty = map.values.every((value) => value === 0);
      if (anomalous) emptyMaps.add(isEmpty, name);
      else markedMaps.add(!isEmpty, name);
    },
    warnings: () => [
      ...flatWarnings(flat),
      ...twoValuedWarnings(twoValued),
      ...emptyMaps.warning(
        (of) =>
          `The ground-truth maps of ${of} anomalous images have no anomalous pixel: all their pixels count as nominal.`,
      ),
      ...markedMaps.warning((of) => `The ground-truth maps of ${of} nominal images have anomalous pixels.`),
    ],
  };
}

/** How many of some images have a property, and the name of one. */
class Finding {
  found = 0;
  total = 0;
  example?: string;

  add(has: boolean, name: string | undefined): void {
    this.total++;
    if (!has) return;
    this.found++;
    this.example ??= name;
  }

  /** @param describe makes a sentence of a text such as `3 of 8` */
  warning(describe: (of: string) => string): string[] {
    if (this.found === 0) return [];
    const example = this.example === undefined ? '' : ` For example ${printable(this.example)}.`;
    return [`${describe(`${this.found} of ${this.total}`)}${example}`];
  }
}

function flatWarnings(flat: Record<Split, Finding>): string[] {
  const [train, test] = [flat.train, flat.test].map((finding, index) =>
    finding.warning(
      (of) =>
        `${of} ${index === 0 ? 'training' : 'test'} images show next to nothing: their values span at most ${leastSpan} of 256 grey levels.`,
    ),
  );
  const warnings = [...train!, ...test!];
  if (warnings.length === 0) return [];
  return [
    ...warnings,
    'Images of 10 to 14 bits in 16-bit files are that dark: stretch their values to the whole range first.',
  ];
}

/** Anomalous images of two values are told only where nominal images are not like that too. */
function twoValuedWarnings({ nominal, anomalous }: Record<'nominal' | 'anomalous', Finding>): string[] {
  if (nominal.found > 0.01 * nominal.total) return [];
  return anomalous.warning(
    (of) =>
      `${of} anomalous images have two values alone, unlike nominal ones: look whether they are ground-truth maps.`,
  );
}

/** Whether the values of any channel span more grey levels than an image that shows next to nothing. */
function spansMore(pixels: Uint8Array, channels: number): boolean {
  for (let channel = 0; channel < channels; channel++) {
    let [smallest, largest] = [255, 0];
    for (let i = channel; i < pixels.length; i += channels) {
      const value = pixels[i]!;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
      if (largest - smallest > leastSpan) return true;
    }
  }
  return false;
}

/** Tells of channels that have one value in all nominal training images of a class, beside others that have not. */
export function constantChannels(
  statistics: readonly (ClassStatistics | null)[],
  classes: string[],
): string[] {
  return statistics.flatMap((ofClass, index) => {
    const deviations = ofClass?.standardDeviation ?? [];
    if (deviations.every((deviation) => deviation === 0)) return [];
    return deviations.flatMap((deviation, channel) =>
      deviation === 0
        ? [
            `Channel ${channel + 1} of ${deviations.length} has the value ${Math.round(255 * ofClass!.mean[channel]!)} everywhere in the training images of '${printable(classes[index]!)}': the net learns nothing from it.`,
          ]
        : [],
    );
  });
}
