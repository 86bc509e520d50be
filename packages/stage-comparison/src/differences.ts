import { mean } from '@fcdd/metrics';
import {
  type PairedTTest,
  type SignedRankTest,
  holmAdjusted,
  pairedTTest,
  signedRankTest,
} from '@fcdd/metrics/significance';
import type { ComparedClass } from './compare.ts';

/** How one subject differs from the first, over the classes that both have. */
export interface Difference {
  /** The classes that both have, with the difference of their means over the seeds. */
  classes: { name: string; difference: number }[];
  /** Of the differences; null where no class is common. */
  mean: number | null;
  /** Null where it can tell nothing: fewer than two classes, or equal differences. */
  tTest: Tested<PairedTTest> | null;
  /** Null where no class differs, or fewer than two are common. */
  signedRanks: Tested<SignedRankTest> | null;
}

/** With its p-value corrected for as many tests as there are subjects beside the first (Holm). */
type Tested<Test> = Test & { correctedPValue: number };

/** One for each subject but the first. */
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
