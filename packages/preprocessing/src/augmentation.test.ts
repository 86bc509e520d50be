import { type ImageShape, imageSize } from '@fcdd/images';
import { createRandom } from '@fcdd/random';
import { describe, expect, it } from 'vitest';
import golden from './golden/pillow.json' with { type: 'json' };
import { createAugmentation } from './augmentation.ts';
import { type Step, blackCentre, centreCrop, crop, flip, jitter, oneOf, resize } from './steps.ts';

const stored: ImageShape = { height: 12, width: 14, channels: 3 };
const shape: ImageShape = { height: 10, width: 10, channels: 3 };

/** An image whose pixels hold their row and column, both from 1, and a mark that distinguishes them from a border. */
const image = Uint8Array.from({ length: imageSize(stored) }, (_, i) => {
  const pixel = Math.floor(i / 3);
  return [1 + Math.floor(pixel / 14), 1 + (pixel % 14), 255][i % 3]!;
});
const map = Uint8Array.from({ length: 12 * 14 }, (_, pixel) => pixel % 5);

interface Result {
  rows: number[];
  columns: number[];
  map: number[];
}

/** Applies the steps to the image and its map many times. */
function augmented(steps: Step[], count: number, from = stored, to = shape): Result[] {
  const augment = createAugmentation(steps, from, to);
  const random = createRandom('augmentation');
  const target = new Uint8Array(imageSize(to));
  const mapTarget = new Uint8Array(to.height * to.width);
  return Array.from({ length: count }, () => {
    target.fill(99);
    mapTarget.fill(99);
    augment(image, random, target, { values: map, target: mapTarget });
    const channel = (index: number) => [...target.filter((_, i) => i % 3 === index)];
    return { rows: channel(0), columns: channel(1), map: [...mapTarget] };
  });
}

/** The column of the image that each column of the result shows, from 1 on; 0: border. Rows likewise. */
const columnsOf = ({ columns }: Result) =>
  ascending(0).map((x) => Math.max(...columns.filter((_, i) => i % 10 === x)));
const rowsOf = ({ rows }: Result) => ascending(0).map((y) => Math.max(...rows.slice(10 * y, 10 * y + 10)));
const ascending = (start: number) => Array.from({ length: 10 }, (_, i) => start + i);
const distinct = (values: unknown[]) => new Set(values.map(String)).size;

describe('a map', () => {
  it.each<[string, Step[]]>([
    ['cropped', [crop(2)]],
    ['cropped from the centre', [centreCrop]],
    ['resized', [resize]],
    ['mirrored', [crop(), flip]],
    ['handled by chance', [oneOf(crop(), resize), flip]],
  ])('is %s as its image is', (_, steps) => {
    for (const { rows, columns, map: moved } of augmented(steps, 40))
      moved.forEach((value, i) => {
        const isBorder = rows[i] === 0;
        expect(value).toBe(isBorder ? 0 : map[(rows[i]! - 1) * 14 + columns[i]! - 1]);
      });
  });

  it('keeps its values where colours change', () => {
    const [result] = augmented([jitter(0.5), blackCentre(0.5)], 1, stored, stored);
    expect(result!.map).toEqual([...map]);
  });
});

describe('a crop', () => {
  it('is anywhere in the image, each place as often as any other', () => {
    const results = augmented([crop()], 900);
    expect(distinct(results.map(columnsOf))).toBe(5);
    expect(distinct(results.map(rowsOf))).toBe(3);
    const places = results.map((result) => `${columnsOf(result)[0]},${rowsOf(result)[0]}`);
    const counts = [...new Set(places)].map((place) => places.filter((other) => other === place).length);
    expect(counts).toHaveLength(15);
    expect(Math.min(...counts)).toBeGreaterThan(30);
    expect(columnsOf(results[0]!)).toEqual(ascending(columnsOf(results[0]!)[0]!));
  });

  it('may show a black border', () => {
    const results = augmented([crop(3)], 900);
    const rows = new Set(results.map((result) => String(rowsOf(result))));
    expect(rows.size).toBe(3 + 2 * 3);
    expect(rows).toContain('0,0,0,1,2,3,4,5,6,7');
    expect(rows).toContain('6,7,8,9,10,11,12,0,0,0');
  });

  it('from the centre is always there', () => {
    const results = augmented([centreCrop], 5);
    expect(distinct(results.map(({ rows, columns }) => [rows, columns]))).toBe(1);
    expect(columnsOf(results[0]!)).toEqual(ascending(3));
    expect(rowsOf(results[0]!)).toEqual(ascending(2));
  });
});

describe('other steps', () => {
  it.each(golden.nearest)('resize from $from to $to takes the pixels that Pillow takes', (nearest) => {
    const [height, width] = [1, nearest.from];
    const augment = createAugmentation(
      [resize],
      { height, width, channels: 1 },
      { height, width: nearest.to, channels: 1 },
    );
    const target = new Uint8Array(nearest.to);
    augment(
      Uint8Array.from({ length: width }, (_, i) => i),
      createRandom(),
      target,
    );
    expect([...target]).toEqual(nearest.indices);
  });

  it('mirror every second image, left to right', () => {
    const results = augmented([centreCrop, flip], 1000);
    const mirrored = results.filter((result) => columnsOf(result)[0] === 12);
    expect(Math.abs(mirrored.length - 500)).toBeLessThan(60);
    for (const result of mirrored) {
      expect(columnsOf(result)).toEqual(ascending(3).reverse());
      expect(rowsOf(result)).toEqual(ascending(2));
    }
  });

  it('are chosen each as often as any other', () => {
    const results = augmented([oneOf(centreCrop, resize)], 600);
    const cropped = results.filter((result) => String(columnsOf(result)) === String(ascending(3)));
    expect(Math.abs(cropped.length - 300)).toBeLessThan(50);
  });

  it('make the centre black, or the rest', () => {
    const black = (inverted: boolean) =>
      augmented([centreCrop, blackCentre(0.6, { inverted })], 1)[0]!.rows.map((row) => row === 0);
    const isCentre = Array.from({ length: 100 }, (_, i) => {
      const [y, x] = [Math.floor(i / 10), i % 10];
      return y >= 2 && y < 8 && x >= 2 && x < 8;
    });
    expect(black(false)).toEqual(isCentre);
    expect(black(true)).toEqual(isCentre.map((is) => !is));
  });

  it('change nothing where there are none', () => {
    const target = new Uint8Array(image.length);
    createAugmentation([], stored, stored)(image, createRandom(), target);
    expect(target).toEqual(image);
  });
});
