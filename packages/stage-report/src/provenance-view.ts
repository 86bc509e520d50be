import type { Provenance } from '@fcdd/stage';
import { describePoint } from './describe-point.ts';
import { enginesOf } from './experiment-facts.ts';
import { formatDuration, formatTime } from '@fcdd/report-pages';

/** How the results were computed, as the page shows it. */
export interface ProvenanceView {
  /** Sum of the durations of all stages. */
  totalDuration: string;
  /** Names and versions of programs, such as `node 20.19.0`. */
  versions: string[];
  /** Stages of the pipeline. */
  stages: StageView[];
  /** Single runs of stages. */
  runs: StageRunView[];
}

interface StageView {
  stage: string;
  count: number;
  /** Number of runs that were in the cache. */
  cached: number;
  /** Digests of the stage's code: several if results of an older build were reused. */
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

function unique(values: string[]): string[] {
  return [...new Set(values)];
}
