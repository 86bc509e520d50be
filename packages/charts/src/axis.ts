import { scaleLinear } from 'd3-scale';
import { widthOf } from './text.ts';

export interface Tick {
  position: number;
  text: string;
}

export interface Axis {
  ticks: Tick[];
  /** Width of the widest tick's text. */
  labelWidth: number;
  position(value: number): number;
}

/** A linear axis over the values, or over the domain where one is given; ticks at even numbers. */
export function createAxis(
  values: readonly number[],
  range: readonly [number, number],
  domain?: readonly [number, number],
): Axis {
  const scale = scaleLinear(domain ?? spread(extent(values)), range);
  const count = 6;
  const isWhole = values.length > 0 && values.every(Number.isInteger);
  if (!domain && !isWhole) scale.nice(count);
  const format = scale.tickFormat(count, isWhole ? ',d' : undefined);
  const position = (value: number) => round(scale(value));
  // Between whole numbers, such as epochs, there is nothing to point at.
  const ticks = scale
    .ticks(count)
    .filter((tick) => !isWhole || Number.isInteger(tick))
    .map((tick) => ({ position: position(tick), text: format(tick) }));
  return { ticks, labelWidth: Math.max(0, ...ticks.map(({ text }) => widthOf(text))), position };
}

function extent(values: readonly number[]): [number, number] {
  let [smallest, largest] = [Infinity, -Infinity];
  for (const value of values) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  return smallest <= largest ? [smallest, largest] : [0, 1];
}

/** A single value gets room on both sides. */
function spread([smallest, largest]: [number, number]): [number, number] {
  const room = smallest === largest ? Math.abs(smallest) / 2 || 0.5 : 0;
  return [smallest - room, largest + room];
}

function round(position: number): number {
  return Math.round(position * 10) / 10;
}
