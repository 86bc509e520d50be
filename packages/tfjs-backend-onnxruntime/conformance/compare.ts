import type { SpecResult } from './spec.ts';

/** Specs that are known to fail, and why. */
export interface ExpectedFailures {
  readonly reason: string;
  /** Their names, exactly as the suite gives them. */
  readonly specs: readonly string[];
}

/** Where the outcome and the list of expected failures differ: nowhere, if all is well. */
export interface Differences {
  /** Failed, and not listed. */
  readonly unexpected: readonly SpecResult[];
  /** Listed, and passed. */
  readonly passing: readonly string[];
  /** Listed, and not in the suite, or listed before. */
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
