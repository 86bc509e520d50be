import type { SpecResult } from './spec.ts';

/** Specs that are known to fail, and the reason. */
export interface ExpectedFailures {
  readonly reason: string;
  /** Exact names of the specs in the suite. */
  readonly specs: readonly string[];
}

/** Differences between the outcome and the list of expected failures. */
export interface Differences {
  /** Specs that failed and are not listed. */
  readonly unexpected: readonly SpecResult[];
  /** Specs that are listed and passed. */
  readonly passing: readonly string[];
  /** Specs that are listed, but are not in the suite or are listed twice. */
  readonly unknown: readonly string[];
}

export function compare(
  results: readonly SpecResult[],
  expectedFailures: readonly ExpectedFailures[],
): Differences {
  const byName = new Map(results.map((result) => [result.name, result]));
  const listed = expectedFailures.flatMap(({ specs }) => specs);
  const expected = new Set(listed);
  return {
    unexpected: results.filter(({ name, passed }) => !passed && !expected.has(name)),
    passing: [...expected].filter((name) => byName.get(name)?.passed),
    unknown: listed.filter((name, i) => !byName.has(name) || listed.indexOf(name) < i),
  };
}
