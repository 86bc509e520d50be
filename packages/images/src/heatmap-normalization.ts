/** The range of normalized heatmaps: `smallest` becomes 0; `smallest + scale` and all larger values become 1. */
export interface HeatmapRange {
  smallest: number;
  scale: number;
}

/**
 * Finds the range from the smallest value to the `quantile`-th (appendix of Liznerski et al., ICLR 2021). In the
 * ascending order of n values this is the one at place floor(quantile * n), counted from 1.
 * @param quantile above 0 and at most 1, which is the whole range
 */
export function heatmapRange(values: Float32Array, quantile: number): HeatmapRange {
  if (values.length === 0) throw new Error('An empty list of values has no range.');
  const ascending = values.slice().sort();
  const place = Math.max(Math.floor(quantile * values.length), 1);
  const smallest = ascending[0]!;
  return { smallest, scale: Math.fround(ascending[place - 1]! - smallest) };
}

/** Scales each of `count` equally sized heatmaps, or images, to its own range, clamped to 0..1. */
export function normalizeLocally(heatmaps: Float32Array, count: number, quantile: number): Float32Array {
  const size = heatmaps.length / count;
  const normalized = new Float32Array(heatmaps.length);
  for (let start = 0; start < heatmaps.length; start += size) {
    const heatmap = heatmaps.subarray(start, start + size);
    normalized.set(normalizeGlobally(heatmap, heatmapRange(heatmap, quantile)), start);
  }
  return normalized;
}

/** Scales all heatmaps to one range, that of a reference set, clamped to 0..1. */
export function normalizeGlobally(heatmaps: Float32Array, { smallest, scale }: HeatmapRange): Float32Array {
  return heatmaps.map((value) => {
    const aboveSmallest = Math.fround(value - smallest);
    // An empty range would give 0 / 0. Nothing stands out in it, so nothing is shown.
    if (aboveSmallest <= 0) return 0;
    return Math.min(aboveSmallest / scale, 1);
  });
}
