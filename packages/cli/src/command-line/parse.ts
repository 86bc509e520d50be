import { secondsOf } from '@fcdd/experiment/duration';
import { InvalidArgumentError } from 'commander';

/** @returns seconds */
export function parseDuration(text: string): number {
  const seconds = secondsOf(text);
  if (seconds === undefined) throw new InvalidArgumentError('Write it like 90s, 30m, 12h or 2d.');
  return seconds;
}

export function parseIndices(text: string): number[] {
  if (!/^\d+(,\d+)*$/.test(text)) throw new InvalidArgumentError('Write it like 0 or 0,1.');
  const indices = text.split(',').map(Number);
  if (new Set(indices).size < indices.length) throw new InvalidArgumentError('Name each index once.');
  return indices;
}

export function parseLimit(text: string, all: Record<string, number> = {}): Record<string, number> {
  const [, stage, number] = /^([^=]+)=([1-9]\d*)$/.exec(text) ?? [];
  if (stage === undefined) throw new InvalidArgumentError('Write it like train=2.');
  return { ...all, [stage]: Number(number) };
}

export function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return Number(text);
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
