import { type Store, openStore } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { comparisonGraph } from '../comparison/comparison-graph.ts';
import type { ExitCode } from '../exit.ts';
import { type LoadedGraph, loadGraph } from '../load-graph.ts';
import { type ReportOptions, overridesOf } from '../options.ts';
import { createReportRenderer } from '../renderers/report.ts';
import { upToSummary } from '../sweep/variant-graph.ts';
import { checkHasRun } from './check-has-run.ts';
import { execute, exitCodeOf } from './run.ts';

export async function compareCommand(files: string[], options: ReportOptions): Promise<ExitCode> {
  const compared: ComparedExperiment[] = [];
  for (const file of files)
    compared.push({ file, ...(await loadGraph(file, overridesOf(options), options.data)) });
  checkThatTheyCompare(compared);
  const summed = compared.map((one) => ({ ...one, graph: upToSummary(one.graph) }));
  const store = await openStore(options.store);
  for (const one of summed) await checkThatItHasRun(one, store);
  const loaded = {
    graph: comparisonGraph(summed),
    files: Object.assign({}, ...compared.map(({ files }) => files)) as LoadedGraph['files'],
  };
  const rest = { offline: true, retries: 0 };
  return exitCodeOf(await execute(loaded, { ...options, ...rest }, createReportRenderer()));
}

interface ComparedExperiment extends LoadedGraph {
  file: string;
}

function checkThatTheyCompare(compared: readonly ComparedExperiment[]): void {
  const sweep = compared.find(({ sweep }) => sweep);
  if (sweep)
    throw new UserError(`${sweep.file} is a sweep: its variants are compared in a report of their own.`, {
      hint: `See: fcdd report ${sweep.file}`,
    });
  const names = compared.map(({ experiment }) => experiment.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UserError(`Two of the experiments are called '${twice}'.`, {
      hint: "Give one another 'name': results are told apart by it.",
    });
  const [{ file, experiment }] = compared as [ComparedExperiment];
  if (compared.length === 1 && !experiment.hasBaselines)
    throw new UserError(`There is nothing to compare '${experiment.name}' with: it has no baselines.`, {
      hint: `Name a second experiment, or add baselines to this one: fcdd baselines ${file}`,
    });
}

function checkThatItHasRun({ file, graph, experiment }: ComparedExperiment, store: Store): Promise<void> {
  return checkHasRun(graph, store, {
    file,
    describe: (count) => `The comparison needs ${count} stages of '${experiment.name}' that have not run.`,
  });
}
