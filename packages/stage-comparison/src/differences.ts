import { mean } from '@fcdd/metrics';
import {
  type PairedTTest,
  type SignedRankTest,
  holmAdjusted,
  pairedTTest,
  signedRankTest,
} from '@fcdd/metrics/significance';
import type { ComparedClass } from './compare.ts';

/** The difference of one subject to the first, over the classes that both have. */
export interface Difference {
  /** The classes that both have, with the difference of their means over the seeds. */
  classes: { name: string; difference: number }[];
  /** Mean of the differences; null if no class is common. */
  mean: number | null;
  /** Paired t-test; null if it is not defined: for fewer than two classes, or equal differences. */
  tTest: Tested<PairedTTest> | null;
  /** Signed-rank test; null if no class differs, or fewer than two are common. */
  signedRanks: Tested<SignedRankTest> | null;
}

/** A test with its p-value corrected for the number of subjects besides the first (Holm). */
type Tested<Test> = Test & { correctedPValue: number };

/** Tests the difference of each subject except the first. */
export function testDifferences(classes: readonly ComparedClass[]): Difference[] {
  const others = classes[0]!.values.slice(1);
  const found = others.map((_, other) => {
    const common = differencesOf(classes, other + 1);
    const differences = common.map(({ difference }) => difference);
    const isTestable = differences.length > 1;
    return {
      classes: common,
      mean: differences.length > 0 ? mean(differences) : null,
      tTest: (isTestable && pairedTTest(differences)) || null,
      signedRanks: (isTestable && signedRankTest(differences)) || null,
    };
  });
  const tTests = corrected(found.map(({ tTest }) => tTest));
  const signedRanks = corrected(found.map(({ signedRanks }) => signedRanks));
  return found.map((difference, index) => ({
    ...difference,
    tTest: tTests[index]!,
    signedRanks: signedRanks[index]!,
  }));
}

function differencesOf(classes: readonly ComparedClass[], subject: number): Difference['classes'] {
  return classes.flatMap(({ name, values }) => {
    const [first, other] = [values[0], values[subject]];
    return first && other ? [{ name, difference: other.mean - first.mean }] : [];
  });
}

function corrected<Test extends { pValue: number }>(
  tests: readonly (Test | null)[],
): (Tested<Test> | null)[] {
  const adjusted = holmAdjusted(tests.filter((test) => test !== null).map(({ pValue }) => pValue));
  return tests.map((test) => test && { ...test, correctedPValue: adjusted.shift()! });
}
