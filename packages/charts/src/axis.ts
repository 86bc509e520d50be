import { plainText } from './text.ts';
import { colour } from './theme.ts';

/** The values of an axis, and how it shows them. */
export interface NumericAxis {
  label: string;
  values: readonly number[];
  /** Smallest and largest value shown; by default the range of the values, extended to round numbers. */
  domain?: readonly [number, number];
  isLogarithmic?: boolean;
}

export const tickLabel = {
  fontSize: 12,
  color: colour('quiet'),
  hideOverlap: true,
  formatter: formatNumber,
};
const axisLine = { show: true, onZero: false, lineStyle: { color: colour('axis'), width: 1 } };
const splitLine = { show: true, lineStyle: { color: colour('grid'), width: 1 } };
const name = { fontSize: 13, color: colour('text') };

/**
 * Makes an ECharts axis with ticks at round numbers. Whole values, such as epochs, get ticks at whole numbers only.
 */
export function numericAxis({ label, values, domain, isLogarithmic = false }: NumericAxis, gap = 30): object {
  const isWhole = !isLogarithmic && values.length > 0 && values.every(Number.isInteger);
  const ends = domain ? { min: domain[0], max: domain[1] } : isWhole ? wholeEnds(values) : {};
  return {
    type: isLogarithmic ? 'log' : 'value',
    name: plainText(label),
    nameLocation: 'middle',
    nameGap: gap,
    nameTextStyle: name,
    scale: true,
    splitNumber: 5,
    ...ends,
    ...(isWhole && { minInterval: 1 }),
    axisLabel: tickLabel,
    axisLine,
    axisTick: { show: false },
    splitLine,
  };
}

/** Makes an axis of names, such as classes, in their order. */
export function categoryAxis(names: readonly string[], format: (name: string) => string): object {
  return {
    type: 'category',
    data: names.map((_, index) => String(index)),
    axisLabel: { ...tickLabel, interval: 0, formatter: (index: string) => format(names[Number(index)]!) },
    axisLine,
    axisTick: { show: false },
    splitLine: { show: false },
  };
}

/** Formats a number without the noise of binary fractions. Very large and very small numbers are in powers of ten. */
export function formatNumber(value: number): string {
  const rounded = Number(value.toPrecision(10));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? rounded.toExponential() : String(rounded);
}

/** Ends of an axis of whole numbers, which need no rounding. A single number needs room on both sides. */
function wholeEnds(values: readonly number[]): object {
  const [smallest, largest] = extent(values);
  return smallest === largest ? { min: smallest - 1, max: largest + 1 } : { min: smallest, max: largest };
}

export function extent(values: readonly number[]): [number, number] {
  let [smallest, largest] = [Infinity, -Infinity];
  for (const value of values) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  return [smallest, largest];
}
