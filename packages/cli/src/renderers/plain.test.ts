import type { Reason } from '@fcdd/runner';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPlainRenderer } from './plain.ts';

afterEach(() => vi.restoreAllMocks());

describe('the line of a stage that starts', () => {
  const change = (path: string): Reason => ({ type: 'parameter', path, before: 1, after: 2 });

  it.each([
    [['a'], 'train: started (1 thread; a: 1 -> 2)'],
    [['a', 'b'], 'train: started (1 thread; a: 1 -> 2; b: 1 -> 2)'],
    [['a', 'b', 'c', 'd'], 'train: started (1 thread; a: 1 -> 2; b: 1 -> 2; 2 more)'],
  ])('tells the first reasons of %s', (paths, line) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const renderer = createPlainRenderer({});
    const engine = { backend: 'cpu', device: 'cpu' } as const;
    const nodes = [{ id: 'train', stage: 'train', matrix: {} }];
    renderer.show({ type: 'run-started', experiment: 'a', engine, nodes });
    const of = { id: 'train', fingerprint: 'f', threads: 1, gpus: [], attempt: 1 };
    renderer.show({ type: 'stage-started', ...of, reasons: paths.map(change) });
    expect(log).toHaveBeenLastCalledWith(line);
  });
});
