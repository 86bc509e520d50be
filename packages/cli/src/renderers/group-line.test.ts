import { describe, expect, it } from 'vitest';
import {
  type RunEvent,
  type StageGroup,
  type StageGroups,
  createStageGroups,
  isOver,
  speedOfGroup,
  statusOfGroup,
} from '@fcdd/runner';
import { formatGroup, metricsOf } from './group-line.ts';

const fingerprint = 'f';

function followed(events: [seconds: number, event: RunEvent][], nodes = 4): StageGroups {
  const groups = createStageGroups();
  const started = Array.from({ length: nodes }, (_, n) => ({ id: `train ${n}`, stage: 'train', matrix: {} }));
  const engine = { backend: 'cpu', device: 'cpu' } as const;
  groups.apply({ type: 'run-started', experiment: 'test', engine, nodes: started }, 0);
  for (const [seconds, event] of events) groups.apply(event, seconds * 1000);
  return groups;
}

const lineOf = (group: StageGroup, width: number): string =>
  formatGroup(statusOfGroup(group), width, metricsOf(group));

const begin = (id: string): RunEvent => ({
  type: 'stage-started',
  id,
  fingerprint,
  threads: 1,
  gpus: [],
  attempt: 1,
  reasons: [],
});
const queue = (id: string, reason: string): RunEvent => ({ type: 'stage-queued', id, job: '7', reason });
const finish = (id: string): RunEvent => ({ type: 'stage-finished', id, fingerprint, duration: 1 });
const progress = (id: string, done: number, loss: number): RunEvent => ({
  type: 'stage-progress',
  id,
  done,
  total: 100,
  metrics: { loss },
});

describe('stage groups', () => {
  it('count what is cached, runs and is done, and tell the pace without what was cached', () => {
    const { groups } = followed([
      [0, { type: 'stage-cached', id: 'train 0', fingerprint, shared: false }],
      [10, begin('train 1')],
      [10, begin('train 2')],
      [60, finish('train 1')],
      [70, progress('train 2', 50, 0.31254)],
    ]);
    const group = groups.get('train')!;
    expect(speedOfGroup(group)).toEqual({ rate: 1.5 / 60, left: 60 });
    expect(lineOf(group, 120)).toBe(
      'train      ██████████░░░░░░ 2/4 (1 cached)  1.5/min, 1 min 0 s left  loss 0.3125',
    );
    expect(lineOf(group, 76)).toMatch(/1 min 0 s left$/);
    expect(lineOf(group, 40).length).toBe(36);
  });

  it('tell how many wait in the queue of a cluster, and why', () => {
    const { groups, apply } = followed([
      ...[0, 1, 2, 3].map((n): [number, RunEvent] => [0, begin(`train ${n}`)]),
      ...[0, 1].map((n): [number, RunEvent] => [1, queue(`train ${n}`, 'Resources')]),
      [1, queue('train 2', 'Priority')],
    ]);
    const group = groups.get('train')!;
    expect(statusOfGroup(group)).toMatchObject({ running: 1, queued: { Resources: 2, Priority: 1 } });
    expect(lineOf(group, 120)).toContain(' 0/4  3 queued (Resources, Priority)');
    for (const n of [0, 1, 2]) apply({ type: 'stage-running', id: `train ${n}`, job: '7' }, 2000);
    expect(lineOf(group, 120)).not.toContain('queued');
  });

  it('show the range of what runs, then of the results', () => {
    const { groups, apply } = followed([
      [0, begin('train 1')],
      [0, begin('train 2')],
      [7, progress('train 1', 50, 0.31254)],
      [7, progress('train 2', 40, 0.2)],
    ]);
    expect(lineOf(groups.get('train')!, 120)).toMatch(
      / 0\/4 {2}7\.7\/min, 25 s left {2}loss 0\.2 to 0\.3125$/,
    );
    for (const id of ['train 1', 'train 2']) apply(finish(id), 8_000);
    expect(lineOf(groups.get('train')!, 120)).toContain(' 2/4  15.0/min, 8 s left  loss 0.2 to 0.3125');
  });

  it('are over when all nodes are, and count a stage that is tried again once', () => {
    const failed = { type: 'stage-failed', id: 'train 0', message: '' } as const;
    const { groups } = followed(
      [
        [0, begin('train 0')],
        [1, { ...failed, retried: true }],
        [2, begin('train 0')],
        [3, { ...failed, retried: false }],
        [3, { type: 'stage-skipped', id: 'train 1', because: '' }],
      ],
      2,
    );
    const group = groups.get('train')!;
    expect(isOver(group)).toBe(true);
    expect(lineOf(group, 120)).toContain('0/2 (1 failed, 1 skipped)');
  });

  it('stay one line for thousands of nodes', () => {
    const many: [number, RunEvent][] = Array.from({ length: 9000 }, (_, n) => [n, finish(`train ${n}`)]);
    const { groups } = followed(many, 9000);
    expect([...groups.keys()]).toEqual(['train']);
    expect(lineOf(groups.get('train')!, 120)).toContain('9000/9000');
  });
});
