import { expect, test } from 'vitest';
import { KeyedSums } from './keyed-sums.ts';
import { mean } from './statistics.ts';

test('amounts are added up by key', () => {
  const sums = new KeyedSums(Float64Array);
  sums.add(Int32Array.of(0x8000_0001, 0x0001_ffff), Float64Array.of(0.5, 2));
  sums.add(Int32Array.of(0x8000_0001), Float64Array.of(0.25));
  const pageOf = sums.pages();
  expect(pageOf(0x8000)![1]).toBe(0.75);
  expect(pageOf(1)![0xffff]).toBe(2);
  expect(pageOf(2)).toBeUndefined();
});

test('sums of integers exceed 32 bits, also over more amounts than are sorted together', () => {
  const sums = new KeyedSums(Uint32Array);
  const length = 2 ** 20;
  const keys = Int32Array.from({ length }, (_, i) => (i & 1 ? 0x0003_0007 : i & 0xffff));
  const amounts = new Uint32Array(length).fill(1000);
  for (let i = 0; i < 17; i++) sums.add(keys, amounts);
  const pageOf = sums.pages();
  expect(pageOf(3)![7]).toBe(((17 * length) / 2) * 1000);
  expect(mean(pageOf(0)!) * 2 ** 16).toBe(((17 * length) / 2) * 1000);
});

test('amounts that are added after the sums were read count too', () => {
  const sums = new KeyedSums(Uint32Array);
  sums.add(Int32Array.of(5), Uint32Array.of(1));
  expect(sums.pages()(0)![5]).toBe(1);
  sums.add(Int32Array.of(5), Uint32Array.of(1));
  expect(sums.pages()(0)![5]).toBe(2);
});

test('batches of ones and of other amounts give the same sums', () => {
  const sums = new KeyedSums(Uint32Array);
  const keys = Int32Array.from({ length: 2 ** 20 }, (_, i) => i % 3);
  for (let i = 0; i < 10; i++) sums.addOnes(keys);
  sums.add(Int32Array.of(0, 1, 2), Uint32Array.of(5, 0, 7));
  expect([...sums.pages()(0)!.subarray(0, 4)]).toEqual([3495265, 3495250, 3495257, 0]);
});
