import { type PixelMap, type PixelRun, connectedRegions } from './connected-regions.ts';

/** The map pixels that one row of a heatmap stands for when the heatmap is resized to the map. */
export interface RowCover {
  /**
   * Number of negative map pixels for each pixel of the row, like `positives` for positive ones. Both are invalid in
   * a plain row.
   */
  negatives: Uint32Array;
  positives: Uint32Array;
  /** For each pixel, the sum of 1 / region size over its positive map pixels. */
  overlaps: Float64Array;
  hasPositives: boolean;
  /** Whether each pixel stands for a single negative map pixel. */
  isPlain: boolean;
}

export interface MapCover {
  /** Number of positive pixels in the whole map, and of their connected regions. */
  positives: number;
  regions: number;
  /** Rows of the heatmap from the top; each is valid until the next one. */
  rows: Iterable<RowCover>;
}

/**
 * Maps each of `newLength` places along a side to one of `length` places, in ascending order. It defines how heatmaps
 * are resized to maps.
 */
export type Sampling = (length: number, newLength: number) => ArrayLike<number>;

/** Assigns each pixel of the map to the pixel of the heatmap from which its value is taken. */
export function coverOf(map: PixelMap, height: number, width: number, sampling: Sampling): MapCover {
  const { runs, count } = connectedRegions(map);
  return {
    positives: runs.reduce((sum, { start, end }) => sum + end - start, 0),
    regions: count,
    rows: coverRows(map, runs, { height, width }, sampling),
  };
}

function* coverRows(
  map: PixelMap,
  runs: readonly PixelRun[],
  { height, width }: { height: number; width: number },
  sampling: Sampling,
): Generator<RowCover> {
  const rows = sampling(height, map.height);
  const columns = sampling(width, map.width);
  const rowCounts = countEach(rows, height);
  const columnCounts = countEach(columns, width);
  const areColumnsSingle = columnCounts.every((count) => count === 1);
  const negatives = new Uint32Array(width);
  const positives = new Uint32Array(width);
  const overlaps = new Float64Array(width);
  let next = 0;
  for (let y = 0; y < height; y++) {
    const hasPositives = next < runs.length && rows[runs[next]!.row] === y;
    const isPlain = !hasPositives && rowCounts[y] === 1 && areColumnsSingle;
    // Most rows are plain, and their counts are not read.
    if (!isPlain) for (let x = 0; x < width; x++) negatives[x] = rowCounts[y]! * columnCounts[x]!;
    for (; next < runs.length && rows[runs[next]!.row] === y; next++) {
      const { start, end, regionSize } = runs[next]!;
      for (let column = start; column < end; column++) {
        const x = columns[column]!;
        negatives[x]!--;
        positives[x]!++;
        overlaps[x]! += 1 / regionSize;
      }
    }
    yield { negatives, positives, overlaps, hasPositives, isPlain };
    if (!hasPositives) continue;
    positives.fill(0);
    overlaps.fill(0);
  }
}

function countEach(indices: ArrayLike<number>, length: number): Uint32Array {
  const counts = new Uint32Array(length);
  for (let i = 0; i < indices.length; i++) counts[indices[i]!]!++;
  return counts;
}
