import { openStore } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { planGraph } from '@fcdd/runner';
import type { ExitCode } from '../exit.ts';
import { stageFolders } from '../house.ts';
import { loadGraph } from '../load-graph.ts';
import { type ReportOptions, overridesOf } from '../options.ts';
import { createReportRenderer } from '../renderers/report.ts';
import { currentGraph } from '../sweep/known-rungs.ts';
import { execute, exitCodeOf } from './run.ts';

/** What a report is made of costs little: it is made again too. */
const stages = ['summary', 'report', 'sweep-report'];

export async function reportCommand(file: string, options: ReportOptions): Promise<ExitCode> {
  const loaded = await loadGraph(file, overridesOf(options), options.data);
  const store = await openStore(options.store);
  const graph = await currentGraph(loaded, store);
  const plan = await planGraph(graph, store, stageFolders);
  const missing = plan.filter(({ node, status }) => !stages.includes(node.stage) && status !== 'cached');
  if (missing.length > 0) {
    throw new UserError(`The report needs ${missing.length} stages that have not run.`, {
      hint: `Run them with: fcdd run ${file}`,
    });
  }
  const rest = { offline: true, retries: 0 };
  return exitCodeOf(await execute({ ...loaded, graph }, { ...options, ...rest }, createReportRenderer()));
}
