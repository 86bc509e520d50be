import { expect, test } from 'vitest';
import { type Tensor, withPrefix, withoutPrefix } from './index.ts';

const tensor = (value: number): Tensor => ({ shape: [1], data: Float32Array.of(value) });

test('tensors of several origins share a file and are distinguished by prefix', () => {
  const net = { weight: tensor(1), 'net.weight': tensor(2) };
  const optimizer = { weight: tensor(3) };
  const all = { ...withPrefix('net.', net), ...withPrefix('optimizer.', optimizer) };
  expect(Object.keys(all)).toEqual(['net.weight', 'net.net.weight', 'optimizer.weight']);
  expect(withoutPrefix('net.', all)).toEqual(net);
  expect(withoutPrefix('optimizer.', all)).toEqual(optimizer);
});
