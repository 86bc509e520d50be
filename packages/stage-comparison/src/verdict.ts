import { formatAuc, formatCount } from '@fcdd/report-pages';
import type { Difference } from './differences.ts';
import { formatPValue } from './format.ts';

/** Findings whose chance is smaller are called differences, as most fields do. */
const level = 0.05;

/** With fewer classes, no order of signs is rarer than the level: 2 / 2 ** 5 is 0.0625. */
const fewestClasses = 6;

/** What a difference means, in a sentence or two, said with care. */
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
  if (classes.length < 2) return 'A test over classes needs at least two that both have: this may be chance.';
  if (!signedRanks) return 'No class differs, so there is nothing to test.';
  if (!tTest)
    return `All classes differ by the same amount, so there is no t-test; ${ranks(signedRanks.correctedPValue)}.`;
  const [t, w] = [tTest.correctedPValue, signedRanks.correctedPValue];
  const values = `paired t-test ${formatPValue(t)}, ${ranks(w)}`;
  if (t < level && w < level) return `Chance alone would rarely do that (${values}).`;
  if (classes.length < fewestClasses)
    return `This may be chance: ${classes.length} classes are too few for signed ranks to tell, and the t-test takes differences for normally distributed (${values}).`;
  if (t < level || w < level) return `The tests do not agree, so take it as a hint (${values}).`;
  return `This may well be chance (${values}).`;
}

function ranks(pValue: number): string {
  return `signed-rank test ${formatPValue(pValue)}`;
}

/** Best F1 -> best F1, but AUC stays. */
function withinSentence(heading: string): string {
  return heading.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** Shown with three decimals. */
function isNothing(value: number): boolean {
  return Math.abs(value) < 0.0005;
}
