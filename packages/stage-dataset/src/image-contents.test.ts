import type { DataSetItem } from '@fcdd/data-sets';
import { describe, expect, it } from 'vitest';
import { constantChannels, createImageContents } from './image-contents.ts';

const stripes = Uint8Array.from({ length: 64 }, (_, index) => (index * 37) % 256);
const blackAndWhite = Uint8Array.from({ length: 64 }, (_, index) => (index < 20 ? 255 : 0));
const plain = new Uint8Array(64).fill(7);
const faint = Uint8Array.from({ length: 64 }, (_, index) => 7 + (index % 5));
const mapOf = (value: number) => ({ height: 2, width: 2, values: Uint8Array.of(0, value, 0, 0) });

function warningsOf(...items: Partial<DataSetItem>[]): string[] {
  const contents = createImageContents(1);
  for (const item of items) contents.add({ split: 'train', pixels: stripes, label: 0, ...item });
  return contents.warnings();
}

describe('the contents of images', () => {
  it('are not spoken of where images show something', () => {
    expect(warningsOf({}, { split: 'test', anomalous: true, map: mapOf(1) }, { anomalous: false })).toEqual(
      [],
    );
  });

  it('are told where images are plain or nearly so, by split', () => {
    expect(
      warningsOf(
        {},
        { pixels: plain, name: 'train/a.tif' },
        { pixels: faint },
        { split: 'test', pixels: faint },
      ),
    ).toEqual([
      '2 of 3 training images show next to nothing: their values span at most 4 of 256 grey levels. For example train/a.tif.',
      '1 of 1 test images show next to nothing: their values span at most 4 of 256 grey levels.',
      'Images of 10 to 14 bits in 16-bit files are that dark: stretch their values to the whole range first.',
    ]);
  });

  it('are told where anomalous images look like maps, and nominal ones do not', () => {
    const map = { split: 'test', pixels: blackAndWhite, anomalous: true, name: 'test/m.png' } as const;
    expect(warningsOf({ anomalous: false }, map, { anomalous: true })).toEqual([
      '1 of 2 anomalous images have two values alone, unlike nominal ones: look whether they are ground-truth maps. For example test/m.png.',
    ]);
    expect(warningsOf({ anomalous: false, pixels: blackAndWhite }, map)).toEqual([]);
  });

  it('are told where maps contradict labels', () => {
    const nominal = { anomalous: false, map: mapOf(1), name: 'test/n.png' };
    const anomalous = { anomalous: true, map: mapOf(0), name: 'test/a.png' };
    expect(warningsOf(nominal, anomalous, { ...anomalous, map: mapOf(1) })).toEqual([
      'The ground-truth maps of 1 of 2 anomalous images have no anomalous pixel: all their pixels count as nominal. For example test/a.png.',
      'The ground-truth maps of 1 of 1 nominal images have anomalous pixels. For example test/n.png.',
    ]);
  });

  it('look at each channel of a colour image by itself', () => {
    const contents = createImageContents(3);
    const red = Uint8Array.from({ length: 48 }, (_, index) => (index % 3 === 0 ? 200 : 0));
    contents.add({ split: 'train', pixels: red, label: 0 });
    expect(contents.warnings()[0]).toContain('1 of 1 training images show next to nothing');
  });
});

describe('channels', () => {
  const contrast = { smallest: 0, largest: 1 };

  it('are told where they have one value everywhere, beside others that have not', () => {
    const statistics = { mean: [0.5, 3 / 255], standardDeviation: [0.1, 0], contrast };
    expect(constantChannels([null, statistics], ['none', 'cells'])).toEqual([
      "Channel 2 of 2 has the value 3 everywhere in the training images of 'cells': the net learns nothing from it.",
    ]);
    expect(constantChannels([{ ...statistics, standardDeviation: [0, 0] }], ['cells'])).toEqual([]);
  });
});
