import type { Provenance } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { timelineSection } from './timeline-section.ts';

const begin = Date.parse('2026-03-01T12:00:00Z');

function run(stage: string, start: number, duration: number, changes: Partial<Provenance> = {}): Provenance {
  return {
    stage,
    matrix: {},
    fingerprint: '',
    code: '',
    startedAt: new Date(begin + 1000 * start).toISOString(),
    duration,
    threads: 1,
    cached: false,
    versions: {},
    ...changes,
  };
}

const contentOf = (runs: Provenance[]) => timelineSection(runs)!.content;
const tooltipsOf = (html: string) =>
  [...html.matchAll(/<(?:path|polygon)[^>]*><title>([^<]*)</g)].map(([, title]) => title!);
const lanesOf = (html: string) =>
  [...html.matchAll(/text-anchor="end"[^>]*>([^<]*)</g)].map(([, text]) => text!);

describe('timeline', () => {
  it('has a lane for each stage and class, and explains each bar', () => {
    const html = contentOf([
      run('dataset', 0, 2),
      run('train', 2, 60, { matrix: { class: 0, seed: 0 }, threads: 2 }),
      run('train', 2, 61, { matrix: { class: 0, seed: 1 } }),
      run('train', 62, 30, { matrix: { class: 1, seed: 0 } }),
    ]);
    expect(lanesOf(html)).toEqual(['dataset', 'train, class 0', 'train, class 1']);
    expect(tooltipsOf(html)).toContain(
      'train, class 0, seed 0: 1 min 0 s on 2 threads, from 2026-03-01 12:00 UTC',
    );
    expect(html).toContain('<strong id="span">1 min 32 s</strong>');
    expect(html).toContain('<strong>2 min 33 s</strong> of stages');
  });

  it('shows cached stages separately from the time of the run', () => {
    const html = contentOf([run('train', -90_000, 3600, { cached: true }), run('heatmaps', 0, 2)]);
    expect(tooltipsOf(html)).toContain('train: in the cache, computed before in 1 h 0 min');
    expect(html).toContain('<strong id="span">2.0 s</strong>');
    expect(html).toContain('The cache saved <strong id="saved">1 h 0 min</strong>');
  });

  it('says that everything was in the cache', () => {
    const html = contentOf([run('train', 0, 3600, { cached: true })]);
    expect(html).toContain('Nothing had to be computed');
    expect(html).not.toContain('<svg');
  });

  it('stays readable and small with thousands of stages', () => {
    const runs = Array.from({ length: 9000 }, (_, index) =>
      run(index % 2 ? 'train' : 'evaluate', index, 3, { matrix: { class: index % 60, seed: index } }),
    );
    const html = contentOf([...runs, run('report', 20_000, 1)]);
    expect(lanesOf(html)).toEqual(['evaluate', 'train', 'report']);
    expect(html.length).toBeLessThan(40_000);
    expect(tooltipsOf(html)).toContain('4500 runs in 2 h 30 min');
  });

  it('is missing if nothing was recorded', () => {
    expect(timelineSection([])).toBeUndefined();
  });
});
