import { DataError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { parseIdxImages, parseIdxLabels } from './idx-file.ts';
import { idxBytes } from '../testing/idx-files.ts';

const images = idxBytes([2, 1, 3], [1, 2, 3, 4, 5, 255]);

function changed(bytes: Buffer, offset: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(value, offset);
  return copy;
}

describe('IDX files', () => {
  it('hold images', () => {
    expect(parseIdxImages(images, 'a')).toEqual({
      count: 2,
      height: 1,
      width: 3,
      channels: 1,
      pixels: expect.objectContaining({ length: 6 }),
    });
    expect([...parseIdxImages(images, 'a').pixels]).toEqual([1, 2, 3, 4, 5, 255]);
  });

  it('hold labels', () => {
    expect(parseIdxLabels(idxBytes([3], [0, 9, 4]), 10, 'a')).toEqual(Int32Array.of(0, 9, 4));
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'shorter than its own header'],
    ['half a header', images.subarray(0, 10), 'shorter than its own header'],
    ['another magic number', changed(images, 0, 1), 'two zero bytes'],
    ['another element type', changed(images, 2, 0x0d), 'not unsigned bytes'],
    ['another number of dimensions', idxBytes([6], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), '1 dimensions'],
    ['too few values', images.subarray(0, -1), '5 follow'],
    ['too many values', Buffer.concat([images, Buffer.alloc(1)]), '7 follow'],
    ['a count far beyond its values', changed(images, 4, 255), '6 follow'],
    ['lengths whose product overflows', idxBytes([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], []), '0 follow'],
    ['no images', idxBytes([0, 28, 28], []), 'no values'],
  ])('with %s are refused', (_, bytes, reason) => {
    const parse = () => parseIdxImages(bytes, 'digits.idx');
    expect(parse).toThrow(DataError);
    expect(parse).toThrow('digits.idx is not a sound IDX file');
    expect(parse).toThrow(reason);
  });

  it('with labels beyond the classes are refused', () => {
    expect(() => parseIdxLabels(idxBytes([2], [3, 10]), 10, 'labels.idx')).toThrow(
      'labels.idx holds the label 10; it should hold 0 to 9.',
    );
  });
});
