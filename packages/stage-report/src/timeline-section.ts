import { type Bar, type Lane, timeline } from '@fcdd/charts';
import { type Section, compileTemplate, formatDuration, formatTime } from '@fcdd/report-pages';
import type { Provenance } from '@fcdd/stage';
import { describePoint } from './describe-point.ts';
import template from './templates/timeline.hbs';

/** Shows when the stages of the run were computed, and how much the cache saved; undefined if nothing was recorded. */
export function timelineSection(provenance: readonly Provenance[]): Section | undefined {
  if (provenance.length === 0) return undefined;
  const computed = provenance.filter(({ cached }) => !cached);
  const reused = provenance.filter(({ cached }) => cached);
  const start = Math.min(...computed.map(startOf));
  const content = render({
    chart: computed.length ? chartOf(provenance, start) : '',
    computed: computed.length,
    reused: reused.length,
    span: computed.length ? formatDuration(Math.max(...computed.map(endOf)) - start) : '',
    work: formatDuration(durationOf(computed)),
    saved: formatDuration(durationOf(reused)),
  });
  return { id: 'timeline', heading: 'Timeline', content };
}

const render = compileTemplate(template);

/** Largest number of lanes that a reader can distinguish. */
const mostLanes = 40;

function chartOf(provenance: readonly Provenance[], start: number): string {
  const unit = unitOf(Math.max(...provenance.filter(({ cached }) => !cached).map(endOf)) - start);
  return timeline({
    title: 'Stages of this run',
    xLabel: `${unit.name} since the first stage began`,
    legend: { done: 'computed', reused: 'in the cache: nothing was computed' },
    lanes: lanesOf(provenance).map(({ label, runs }): Lane => ({
      label,
      bars: barsOf(runs, start, unit.seconds),
    })),
  });
}

interface LaneRuns {
  label: string;
  runs: Provenance[];
}

/** A lane for each stage and class or, if these are too many, for each stage. */
function lanesOf(provenance: readonly Provenance[]): LaneRuns[] {
  const byClass = groupBy(provenance, ({ stage, matrix }) =>
    'class' in matrix ? `${stage}, class ${matrix.class}` : stage,
  );
  return byClass.length <= mostLanes ? byClass : groupBy(provenance, ({ stage }) => stage);
}

function groupBy(provenance: readonly Provenance[], labelOf: (run: Provenance) => string): LaneRuns[] {
  const lanes = new Map<string, Provenance[]>();
  for (const run of provenance) {
    const label = labelOf(run);
    lanes.set(label, [...(lanes.get(label) ?? []), run]);
  }
  return [...lanes].map(([label, runs]) => ({ label, runs }));
}

/** Largest number of bars in a lane. In a lane with more, which would make the page slow, overlapping bars are joined. */
const mostBars = 200;

function barsOf(runs: Provenance[], start: number, unit: number): Bar[] {
  const reused = runs.filter(({ cached }) => cached);
  const done = runs.filter(({ cached }) => !cached).sort((a, b) => startOf(a) - startOf(b));
  const shown = done.length > mostBars ? joined(done) : done.map((run) => toSpan(run));
  const bars = shown.map(({ from, to, text }): Bar => ({
    start: (from - start) / unit,
    end: (to - start) / unit,
    kind: 'done',
    tooltip: text,
  }));
  if (reused.length > 0) bars.push({ start: 0, end: 0, kind: 'reused', tooltip: reusedText(reused) });
  return bars;
}

interface Span {
  from: number;
  to: number;
  text: string;
}

function toSpan(run: Provenance): Span {
  const { stage, duration, threads } = run;
  const text = `${[stage, describePoint(run.matrix)].filter(Boolean).join(', ')}: ${formatDuration(duration)} on ${threads === 1 ? 'one thread' : `${threads} threads`}, from ${formatTime(run.startedAt)}`;
  return { from: startOf(run), to: endOf(run), text };
}

/** Joins runs that overlap; they are given in the order of their starts. */
function joined(runs: Provenance[]): Span[] {
  const spans: (Span & { count: number })[] = [];
  for (const run of runs) {
    const last = spans.at(-1);
    if (!last || startOf(run) > last.to) {
      spans.push({ from: startOf(run), to: endOf(run), text: '', count: 1 });
      continue;
    }
    last.to = Math.max(last.to, endOf(run));
    last.count++;
  }
  return spans.map(({ from, to, count }) => ({
    from,
    to,
    text: `${count} runs in ${formatDuration(to - from)}`,
  }));
}

function reusedText(runs: Provenance[]): string {
  const [first] = runs;
  const what = runs.length === 1 ? describePoint(first!.matrix) || first!.stage : `${runs.length} runs`;
  return `${what}: in the cache, computed before in ${formatDuration(durationOf(runs))}`;
}

function unitOf(seconds: number): { name: string; seconds: number } {
  if (seconds < 300) return { name: 'Seconds', seconds: 1 };
  return seconds < 3 * 3600 ? { name: 'Minutes', seconds: 60 } : { name: 'Hours', seconds: 3600 };
}

function startOf({ startedAt }: Provenance): number {
  return Date.parse(startedAt) / 1000;
}

function endOf(run: Provenance): number {
  return startOf(run) + run.duration;
}

function durationOf(runs: Provenance[]): number {
  return runs.reduce((sum, { duration }) => sum + duration, 0);
}
