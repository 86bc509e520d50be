/** The positive pixels of one image. */
export interface PixelMap {
  height: number;
  width: number;
  /** height * width values: 1 for each positive pixel, else 0. */
  values: Uint8Array;
}

/** A run of neighbouring positive pixels in one row. */
export interface PixelRun {
  row: number;
  /** First column; `end` is the column after the last. */
  start: number;
  end: number;
  /** Number of pixels in the region of the run. */
  regionSize: number;
}

/**
 * Finds the connected regions of positive pixels, as runs in reading order. Pixels that touch at a side or a corner
 * are connected (8-connectivity), as in the evaluation code of MVTec AD.
 */
export function connectedRegions(map: PixelMap): { count: number; runs: PixelRun[] } {
  const runs = findRuns(map);
  const parents = joinTouching(runs);
  const sizes = new Map<number, number>();
  const roots = runs.map(({ start, end }, index) => {
    const root = rootOf(parents, index);
    sizes.set(root, (sizes.get(root) ?? 0) + end - start);
    return root;
  });
  runs.forEach((run, index) => (run.regionSize = sizes.get(roots[index]!)!));
  return { count: sizes.size, runs };
}

function findRuns({ height, width, values }: PixelMap): PixelRun[] {
  const runs: PixelRun[] = [];
  for (let row = 0; row < height; row++) {
    const offset = row * width;
    let start = 0;
    while (start < width) {
      if (values[offset + start] === 0) {
        start++;
        continue;
      }
      let end = start + 1;
      while (end < width && values[offset + end] !== 0) end++;
      runs.push({ row, start, end, regionSize: 0 });
      start = end;
    }
  }
  return runs;
}

/**
 * Builds a forest over the runs, in which the runs of a region share a root. Neighbouring rows are compared in one
 * pass.
 */
function joinTouching(runs: readonly PixelRun[]): Int32Array {
  const parents = Int32Array.from(runs, (_, index) => index);
  let above = 0;
  for (const [index, run] of runs.entries()) {
    while (isBefore(runs[above]!, run)) above++;
    for (let other = above; touches(runs[other]!, run); other++)
      parents[rootOf(parents, other)] = rootOf(parents, index);
  }
  return parents;
}

/** Whether the other run lies above the row before the run, or ends left of all pixels that touch it. */
function isBefore(other: PixelRun, run: PixelRun): boolean {
  return other.row < run.row - 1 || (other.row === run.row - 1 && other.end < run.start);
}

function touches(other: PixelRun, run: PixelRun): boolean {
  return other.row === run.row - 1 && other.start <= run.end && other.end >= run.start;
}

/** Finds the root and halves the path to it on the way. */
function rootOf(parents: Int32Array, index: number): number {
  let root = index;
  while (parents[root] !== root) root = parents[root] = parents[parents[root]!]!;
  return root;
}
