import { type RunEvent, createStageGroups } from '@fcdd/runner';
import { expect, it } from 'vitest';
import { createOverview } from './overview.ts';

/** Returns the lines about a run of so many trainings, one of which ends each second. */
function linesOf(count: number): { lines: string[]; hidden: number } {
  const { groups, apply } = createStageGroups();
  const overview = createOverview(groups);
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: `train seed=${index}`,
    stage: 'train',
    matrix: {},
  }));
  const lines: string[] = [];
  let hidden = 0;
  const show = (event: RunEvent, now: number): void => {
    lines.push(...overview.lines(event, apply(event, now), now));
    if (overview.hides(event)) hidden++;
  };
  const engine = { backend: 'cpu', device: 'cpu' } as const;
  show({ type: 'run-started', experiment: 'test', engine, nodes }, 0);
  nodes.forEach(({ id }, index) => {
    const of = { id, fingerprint: id };
    show({ type: 'stage-started', ...of, threads: 1, gpus: [], attempt: 1, reasons: [] }, 1000 * index);
    show({ type: 'stage-log', id, level: 'warn', message: 'odd' }, 1000 * index);
    show({ type: 'stage-finished', ...of, duration: 1 }, 1000 * index + 999);
  });
  return { lines, hidden };
}

it('stages by the hundreds have a line every ten seconds and one at the end, and warnings as ever', () => {
  const { lines, hidden } = linesOf(600);
  expect(hidden).toBe(1200);
  expect(lines.length).toBeGreaterThan(50);
  expect(lines.length).toBeLessThanOrEqual(61);
  expect(lines[0]).toMatch(/^train +\S+ 10\/600 {2}/);
  expect(lines.at(-1)).toMatch(/^train +█+ 600\/600/);
});

it('fewer stages are listed one by one', () => {
  expect(linesOf(20)).toEqual({ lines: [], hidden: 0 });
});
