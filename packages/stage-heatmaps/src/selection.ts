/** Scores and labels of a set, in the order of the set. Label 0 is nominal, 1 anomalous. */
export interface Scored {
  scores: ArrayLike<number>;
  labels: ArrayLike<number>;
}

const overviewColumns = 20;
const paperColumns = 6;

/**
 * Selects the samples of an overview, in rows of equal length. The first rows hold the first samples of each label. The
 * others hold the least anomalous of each label on the left and the most anomalous on the right. There are no rows if a
 * label has fewer than two samples.
 */
export function selectOverview(scored: Scored): number[][] {
  const groups = labelsOf(scored).map((label) => samplesOf(scored, label));
  const fewest = Math.min(...groups.map((group) => group.length));
  if (groups.length === 0 || fewest < 2) return [];
  const half = Math.floor(Math.min(fewest, overviewColumns) / 2);
  const first = groups.map((group) => group.slice(0, 2 * half));
  const extreme = groups
    .map((group) => byScore(scored, group))
    .map((ascending) => [...ascending.slice(0, half), ...ascending.slice(-half)]);
  return [...first, ...extreme];
}

/**
 * Selects up to six samples of a label, evenly spread from the least to the most anomalous. Each of six equal groups
 * gives one: the first group its first sample, the last group its last.
 */
export function selectSpread(scored: Scored, label: number): number[] {
  const ascending = byScore(scored, samplesOf(scored, label));
  const groups = splitEvenly(ascending, Math.min(paperColumns, ascending.length));
  const last = groups.length - 1;
  return groups.map((group, i) =>
    i === last ? group.at(-1)! : group[Math.floor((i / last) * group.length)]!,
  );
}

/** A sample near an end of its label's scores. */
export interface Extreme {
  index: number;
  label: number;
  end: 'lowest' | 'highest';
  /** Position among the label's samples, counted from that end; the outermost is 1. */
  rank: number;
}

/** Selects up to `count` samples with the lowest and with the highest scores of each label, ascending, none of them twice. */
export function selectExtremes(scored: Scored, count: number): Extreme[] {
  return labelsOf(scored).flatMap((label) => {
    const ascending = byScore(scored, samplesOf(scored, label));
    const lowest = ascending.slice(0, Math.min(count, Math.ceil(ascending.length / 2)));
    const highest = ascending.slice(lowest.length).slice(-count);
    return [
      ...lowest.map((index, i) => ({ index, label, end: 'lowest' as const, rank: i + 1 })),
      ...highest.map((index, i) => ({ index, label, end: 'highest' as const, rank: highest.length - i })),
    ];
  });
}

/** Selects up to `count` samples of a label, in the order of the set. */
export function selectFirst(scored: Scored, label: number, count: number): number[] {
  return samplesOf(scored, label).slice(0, count);
}

/** The labels that occur, ascending. */
export function labelsOf({ labels }: Scored): number[] {
  return [...new Set(Array.from(labels))].sort((a, b) => a - b);
}

function samplesOf({ labels }: Scored, label: number): number[] {
  return Array.from(labels, (_, index) => index).filter((index) => labels[index] === label);
}

/** Sorts by ascending score; samples with equal scores stay in the order of the set. */
function byScore({ scores }: Scored, indices: number[]): number[] {
  return indices.toSorted((a, b) => scores[a]! - scores[b]!);
}

/** Consecutive groups whose lengths differ by at most one, the longer ones first. */
function splitEvenly<Item>(items: Item[], count: number): Item[][] {
  const length = Math.floor(items.length / count);
  const longer = items.length % count;
  return Array.from({ length: count }, (_, i) => {
    const start = i * length + Math.min(i, longer);
    return items.slice(start, start + length + (i < longer ? 1 : 0));
  });
}
