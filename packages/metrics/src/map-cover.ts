import { type PixelMap, type PixelRun, connectedRegions } from './connected-regions.ts';

/** What the pixels of one row of a heatmap stand for when the heatmap is brought to the size of a map. */
export interface RowCover {
  /** Negative and positive pixels of the map, one count for each pixel of the row; not told of a plain row. */
  negatives: Uint32Array;
  positives: Uint32Array;
  /** The sum over those positive pixels of 1 / the size of their region. */
  overlaps: Float64Array;
  hasPositives: boolean;
  /** Whether each pixel stands for a single negative one. */
  isPlain: boolean;
}

export interface MapCover {
  /** Positive pixels of the whole map, and connected regions of them. */
  positives: number;
  regions: number;
  /** From the top row of the heatmap to the last; each is valid until the next. */
  rows: Iterable<RowCover>;
}

/**
 * Where each of `newLength` places along a side is taken from, among `length`; ascending. It is how heatmaps are brought to
 * the sizes of maps.
 */
export type Sampling = (length: number, newLength: number) => ArrayLike<number>;

/** A pixel of the map belongs to the pixel of the heatmap that it is taken from. */
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
    // Most rows are plain, and nobody reads the counts of those.
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
