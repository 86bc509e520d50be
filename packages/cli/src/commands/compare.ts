import { type Store, openStore } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { mergeGraphs } from '@fcdd/experiment';
import { planGraph } from '@fcdd/runner';
import type { StageGraph, StageNode } from '@fcdd/stage';
import { differingValues } from '../differing-values.ts';
import type { ExitCode } from '../exit.ts';
import { stageFolders } from '../house.ts';
import { type LoadedGraph, loadGraph } from '../load-graph.ts';
import { type ReportOptions, overridesOf } from '../options.ts';
import { createReportRenderer } from '../renderers/report.ts';
import { summaryOf, upToSummary } from '../sweep/variant-graph.ts';
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

/** A summary costs little: it is made again where it has to be. */
async function checkThatItHasRun(
  { file, graph, experiment }: ComparedExperiment,
  store: Store,
): Promise<void> {
  const summary = summaryOf(graph);
  const plan = await planGraph(graph, store, stageFolders);
  const missing = plan.filter(({ node, status }) => node.id !== summary.id && status !== 'cached');
  if (missing.length > 0)
    throw new UserError(
      `The comparison needs ${missing.length} stages of '${experiment.name}' that have not run.`,
      { hint: `Run them with: fcdd run ${file}` },
    );
}

function comparisonGraph(compared: LoadedGraph[]): StageGraph {
  const names = compared.map(({ experiment }) => experiment.name);
  const variants = compared.map(({ graph }, index) => ({
    name: names[index]!,
    graph: withoutResults(graph),
  }));
  const name = folderOf(names);
  const merged = mergeGraphs(variants, { experiment: name, configuration: { name, experiments: names } });
  const facts = differingValues(compared.map(({ experiment }) => experiment));
  const comparison: StageNode = {
    id: 'comparison',
    stage: 'comparison',
    uses: '@fcdd/stage-comparison',
    matrix: {},
    parameters: {
      experiments: compared.map(({ experiment }, index) => ({
        name: experiment.name,
        description: experiment.description,
        facts: facts[index]!,
      })),
    },
    needs: { summaries: variants.map(({ name, graph }) => merged.idOf(name, summaryOf(graph).id)) },
    results: ['.'],
  };
  return { ...merged.graph, nodes: [...merged.graph.nodes, comparison] };
}

/** Each experiment shows its results in a folder of its own already. */
function withoutResults(graph: StageGraph): StageGraph {
  return { ...graph, nodes: graph.nodes.map((node) => ({ ...node, results: [] })) };
}

/** File systems take names of 255 bytes. */
function folderOf(names: string[]): string {
  return ['compare', ...names].join('-').slice(0, 200);
}
