import { distance } from 'fastest-levenshtein';

/** The question "Did you mean ...?" with the candidate that is nearest to the found word, if any is near. */
export function didYouMean(found: unknown, candidates: string[]): string | undefined {
  const near = nearest(String(found), candidates);
  return near && `Did you mean '${near}'?`;
}

/** The candidate that was probably meant, if any. */
export function nearest(word: string, candidates: string[]): string | undefined {
  const distances = candidates.map((candidate) => distance(word.toLowerCase(), candidate.toLowerCase()));
  const smallest = distances.reduce((least, value) => Math.min(least, value), Infinity);
  const near = smallest < word.length && smallest <= Math.ceil(word.length * 0.4);
  return near ? candidates[distances.indexOf(smallest)] : undefined;
}
