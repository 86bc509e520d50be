import { openStore } from '@fcdd/artifacts';
import { checkHasRun, currentGraph, loadGraph, outcomeOf } from '@fcdd/studies';
import { type ExitCode, exitCodeOf } from '../exit.ts';
import { stageFolders } from '../house.ts';
import { type ReportOptions, overridesOf } from '../options.ts';
import { createReportRenderer } from '../renderers/report.ts';
import { sourcesFor } from '../sources.ts';
import { execute } from './run.ts';

/** What a report is made of costs little: it is made again too. */
const stages = ['summary', 'report', 'sweep-report'];

export async function reportCommand(file: string, options: ReportOptions): Promise<ExitCode> {
  const loaded = await loadGraph(file, overridesOf(options), sourcesFor(options));
  const store = await openStore(options.store);
  const graph = await currentGraph(loaded, store, stageFolders);
  await checkHasRun(graph, store, stageFolders, {
    file,
    isMadeAgain: ({ stage }) => stages.includes(stage),
    describe: (count) => `The report needs ${count} stages that have not run.`,
  });
  const rest = { offline: true, retries: 0 };
  const summary = await execute({ ...loaded, graph }, { ...options, ...rest }, createReportRenderer());
  return exitCodeOf(outcomeOf(summary));
}
