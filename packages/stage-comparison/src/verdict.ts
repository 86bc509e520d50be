import { formatAuc, formatCount } from '@fcdd/report-pages';
import type { Difference } from './differences.ts';
import { formatPValue } from './format.ts';

/** Level of significance: findings with smaller p-values are called differences, as is usual. */
const level = 0.05;

/** Fewest classes for which the signed-rank test can reach the level: for five, the least p-value is 2 / 2 ** 5 = 0.0625. */
const fewestClasses = 6;

/** Explains a difference carefully in one or two sentences. */
export function verdict(name: string, first: string, heading: string, difference: Difference): string {
  const { classes, mean } = difference;
  if (mean === null) return `${name} and ${first} have no class in common.`;
  const side = mean < 0 ? 'lower' : 'higher';
  const figure = withinSentence(heading);
  const over = formatCount(classes.length, 'class', 'classes');
  const found = isNothing(mean)
    ? `${name} has the same ${figure} as ${first} on average over ${over}`
    : `${name} has a ${side} ${figure} than ${first}, by ${formatAuc(Math.abs(mean))} on average over ${over}`;
  return `${found}. ${meaning(difference)}`;
}

function meaning({ classes, tTest, signedRanks }: Difference): string {
  if (classes.length < 2) return 'This may be chance: a test needs at least two classes that both have.';
  if (!signedRanks) return 'No class differs, so there is nothing to test.';
  if (!tTest)
    return `All classes differ by the same amount, so there is no t-test; ${ranks(signedRanks.correctedPValue)}.`;
  const [t, w] = [tTest.correctedPValue, signedRanks.correctedPValue];
  const values = `paired t-test ${formatPValue(t)}, ${ranks(w)}`;
  if (t < level && w < level) return `Such a difference is rarely due to chance alone (${values}).`;
  if (classes.length < fewestClasses)
    return `This may be chance: ${classes.length} classes are too few for the signed-rank test, and the t-test assumes normally distributed differences (${values}).`;
  if (t < level || w < level) return `The tests do not agree, so this is only a hint (${values}).`;
  return `This may well be chance (${values}).`;
}

function ranks(pValue: number): string {
  return `signed-rank test ${formatPValue(pValue)}`;
}

/** Writes a heading as it appears within a sentence: Best F1 becomes best F1, but AUC stays. */
function withinSentence(heading: string): string {
  return heading.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** Whether a value is zero when it is shown with three decimals. */
function isNothing(value: number): boolean {
  return Math.abs(value) < 0.0005;
}
