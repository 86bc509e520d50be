import { type PixelMap, connectedRegions } from './connected-regions.ts';

/** What each pixel of a heatmap stands for when the heatmap is brought to the size of a map. */
export interface MapCover {
  /** Negative and positive pixels of the map, one count a pixel of the heatmap. */
  negatives: Uint32Array;
  positives: Uint32Array;
  /** The sum over those positive pixels of 1 / the size of their region. */
  overlaps: Float64Array;
  /** Positive pixels, and connected regions of them, of the whole map. */
  positiveCount: number;
  regions: number;
}

/** A pixel of the map belongs to the pixel of the heatmap that is nearest up and left, as in PyTorch's `interpolate`. */
export function coverOf(map: PixelMap, height: number, width: number): MapCover {
  const rows = nearestIndices(height, map.height);
  const columns = nearestIndices(width, map.width);
  const negatives = outerProduct(countEach(rows, height), countEach(columns, width));
  const positives = new Uint32Array(height * width);
  const overlaps = new Float64Array(height * width);
  const { runs, count: regions } = connectedRegions(map);
  let positiveCount = 0;
  for (const { row, start, end, regionSize } of runs) {
    positiveCount += end - start;
    for (let column = start; column < end; column++) {
      const pixel = rows[row]! * width + columns[column]!;
      negatives[pixel]!--;
      positives[pixel]!++;
      overlaps[pixel]! += 1 / regionSize;
    }
  }
  return { negatives, positives, overlaps, positiveCount, regions };
}

/** For each of `newLength` places its source among `length`. PyTorch computes them in float32, which sometimes counts. */
function nearestIndices(length: number, newLength: number): Uint32Array {
  const scale = Math.fround(length / newLength);
  return Uint32Array.from({ length: newLength }, (_, i) =>
    Math.min(Math.floor(Math.fround(i * scale)), length - 1),
  );
}

function countEach(indices: Uint32Array, length: number): Uint32Array {
  const counts = new Uint32Array(length);
  for (const index of indices) counts[index]!++;
  return counts;
}

function outerProduct(rows: Uint32Array, columns: Uint32Array): Uint32Array {
  const product = new Uint32Array(rows.length * columns.length);
  rows.forEach((row, y) => columns.forEach((column, x) => (product[y * columns.length + x] = row * column)));
  return product;
}
