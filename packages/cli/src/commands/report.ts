import { openStore } from '@fcdd/artifacts';
import type { ExitCode } from '../exit.ts';
import { loadGraph } from '../load-graph.ts';
import { type ReportOptions, overridesOf } from '../options.ts';
import { createReportRenderer } from '../renderers/report.ts';
import { currentGraph } from '../sweep/known-rungs.ts';
import { checkHasRun } from './check-has-run.ts';
import { execute, exitCodeOf } from './run.ts';

export async function reportCommand(file: string, options: ReportOptions): Promise<ExitCode> {
  const loaded = await loadGraph(file, overridesOf(options), options.data);
  const store = await openStore(options.store);
  const graph = await currentGraph(loaded, store);
  await checkHasRun(graph, store, {
    file,
    describe: (count) => `The report needs ${count} stages that have not run.`,
  });
  const rest = { offline: true, retries: 0 };
  return exitCodeOf(await execute({ ...loaded, graph }, { ...options, ...rest }, createReportRenderer()));
}
