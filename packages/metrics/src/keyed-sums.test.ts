import { expect, test } from 'vitest';
import { KeyedSums } from './keyed-sums.ts';
import { mean } from './statistics.ts';

test('amounts are added up by key, whether the key is signed or not', () => {
  const sums = new KeyedSums(Float64Array);
  sums.add(0x8000_0001, 0.5);
  sums.add(0x8000_0001 | 0, 0.25);
  sums.add(0x0001_ffff, 2);
  const pageOf = sums.pages();
  expect(pageOf(0x8000)![1]).toBe(0.75);
  expect(pageOf(1)![0xffff]).toBe(2);
  expect(pageOf(2)).toBeUndefined();
});

test('sums of integers exceed 32 bits, also over more amounts than are sorted at once', () => {
  const sums = new KeyedSums(Uint32Array);
  const batches = 2 ** 23;
  for (let i = 0; i < 2 * batches + 5; i++) sums.add(i & 1 ? 0x0003_0007 : i & 0xffff, 1000);
  const pageOf = sums.pages();
  expect(pageOf(3)![7]).toBe((batches + 2) * 1000);
  expect(mean(pageOf(0)!) * 2 ** 16).toBe((batches + 3) * 1000);
});

test('what is added after the sums were read counts too', () => {
  const sums = new KeyedSums(Uint32Array);
  sums.add(5, 1);
  expect(sums.pages()(0)![5]).toBe(1);
  sums.add(5, 1);
  expect(sums.pages()(0)![5]).toBe(2);
});
