import type { MatrixPoint, Provenance } from '@fcdd/stage';
import { enginesOf } from './experiment-facts.ts';
import { formatDuration, formatTime } from '@fcdd/report-pages';

/** How the results came about, as the page shows it. */
export interface ProvenanceView {
  /** Durations of all stages, added up. */
  totalDuration: string;
  /** Such as `node 20.19.0`. */
  versions: string[];
  /** One of each stage of the pipeline. */
  stages: StageView[];
  /** One of each time that a stage ran. */
  runs: StageRunView[];
}

interface StageView {
  stage: string;
  count: number;
  /** How many of these were in the cache. */
  cached: number;
  /** Digests of its code: more than one where results of an older build were reused. */
  codes: string[];
  engine: string;
  threads: string;
  duration: string;
  seconds: number;
}

interface StageRunView {
  stage: string;
  point: string;
  fingerprint: string;
  startedAt: string;
  duration: string;
  seconds: number;
  cached: boolean;
}

export function provenanceView(provenance: Provenance[]): ProvenanceView {
  return {
    totalDuration: formatDuration(totalDuration(provenance)),
    versions: unique(
      provenance.flatMap(({ versions }) =>
        Object.entries(versions).map(([name, version]) => `${name} ${version}`),
      ),
    ).sort(),
    stages: unique(provenance.map(({ stage }) => stage)).map((stage) =>
      stageView(
        stage,
        provenance.filter((run) => run.stage === stage),
      ),
    ),
    runs: provenance.map(({ stage, matrix, fingerprint, startedAt, duration, cached }) => ({
      stage,
      point: describePoint(matrix),
      fingerprint,
      startedAt: formatTime(startedAt),
      duration: formatDuration(duration),
      seconds: duration,
      cached,
    })),
  };
}

function stageView(stage: string, runs: Provenance[]): StageView {
  const threads = runs.map((run) => run.threads);
  const [fewest, most] = [Math.min(...threads), Math.max(...threads)];
  return {
    stage,
    count: runs.length,
    cached: runs.filter(({ cached }) => cached).length,
    codes: unique(runs.map(({ code }) => code)),
    engine: enginesOf(runs).join('; ') || 'none',
    threads: fewest === most ? `${most}` : `${fewest} to ${most}`,
    duration: formatDuration(totalDuration(runs)),
    seconds: totalDuration(runs),
  };
}

function totalDuration(runs: Provenance[]): number {
  return runs.reduce((sum, { duration }) => sum + duration, 0);
}

function describePoint(matrix: MatrixPoint): string {
  return Object.entries(matrix)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
