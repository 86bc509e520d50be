import { expect, test } from 'vitest';
import { CurveSampler } from './curve-sampler.ts';

/** Samples a million points. Returns the largest distance along either axis from the sampled to the whole curve. */
function sample(curve: (x: number) => number, count = 1e6) {
  const sampler = new CurveSampler();
  for (let i = 0; i <= count; i++) sampler.add(i / count, curve(i / count), count - i);
  const points = sampler.points();
  let [segment, deviation] = [0, 0];
  for (let i = 0; i <= count; i++) {
    const x = i / count;
    while (points[segment + 1]!.x < x) segment++;
    const [a, b] = [points[segment]!, points[segment + 1]!];
    deviation = Math.max(deviation, Math.abs(a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x) - curve(x)));
  }
  return { points, deviation };
}

test('a curve of many points looks the same with at most a thousand', () => {
  const { points, deviation } = sample((x) => (1 + Math.sin(20 * x)) / 2);
  expect(points.length).toBeLessThanOrEqual(1000);
  expect(deviation).toBeLessThan(0.01);
});

test('corners stay where they are', () => {
  const { points, deviation } = sample((x) => Math.min(3 * x, 0.9 + x / 10));
  expect(points.length).toBeLessThan(10);
  expect(deviation).toBeLessThan(0.001);
});

test('both ends are kept', () => {
  const { points } = sample((x) => x ** 2);
  expect(points[0]).toEqual({ x: 0, y: 0, threshold: 1e6 });
  expect(points.at(-1)).toEqual({ x: 1, y: 1, threshold: 0 });
});

test('a curve that turns everywhere has at most a thousand points too', () => {
  const sampler = new CurveSampler();
  for (let i = 0; i < 1e5; i++) sampler.add(i / 1e5, i % 2, -i);
  expect(sampler.points().length).toBeLessThanOrEqual(1000);
});

test('few points are kept as they are', () => {
  const sampler = new CurveSampler();
  const points = [0, 0.2, 0.4, 0.4].map((x, i) => ({ x, y: x, threshold: -i }));
  for (const { x, y, threshold } of points) sampler.add(x, y, threshold);
  expect(sampler.points()).toEqual(points.slice(0, 3).concat(points[3]!));
});
