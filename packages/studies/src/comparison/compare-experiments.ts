import type { Store } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { checkHasRun } from '../check-has-run.ts';
import { type LoadedGraph, loadGraph } from '../load-graph.ts';
import type { Surroundings } from '../surroundings.ts';
import { upToSummary } from '../sweep/variant-graph.ts';
import { comparisonGraph } from './comparison-graph.ts';

/**
 * Makes the graph that compares experiments that have run, or one with its baselines.
 * @param files at least one experiment file
 * @throws UserError if there is nothing to compare, or stages have not run
 */
export async function compareExperiments(
  files: string[],
  { store, stageFolders, reading, overrides }: Surroundings,
): Promise<Pick<LoadedGraph, 'graph' | 'files'>> {
  const compared: ComparedExperiment[] = [];
  for (const file of files) compared.push({ file, ...(await loadGraph(file, overrides, reading)) });
  checkThatTheyCompare(compared);
  const summed = compared.map((one) => ({ ...one, graph: upToSummary(one.graph) }));
  for (const one of summed) await checkThatItHasRun(one, store, stageFolders);
  return {
    graph: comparisonGraph(summed),
    files: Object.assign({}, ...compared.map(({ files }) => files)) as LoadedGraph['files'],
  };
}

interface ComparedExperiment extends LoadedGraph {
  file: string;
}

function checkThatTheyCompare(compared: readonly ComparedExperiment[]): void {
  const sweep = compared.find(({ sweep }) => sweep);
  if (sweep)
    throw new UserError(`${sweep.file} is a sweep, whose own report compares its variants.`, {
      hint: `See: fcdd report ${sweep.file}`,
    });
  const names = compared.map(({ experiment }) => experiment.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UserError(`Two of the experiments are called '${twice}'.`, {
      hint: "Change the 'name' of one: it tells their results apart.",
    });
  const [{ file, experiment }] = compared as [ComparedExperiment];
  if (compared.length === 1 && !experiment.hasBaselines)
    throw new UserError(`There is nothing to compare '${experiment.name}' with: it has no baselines.`, {
      hint: `Name a second experiment, or add baselines to this one: fcdd baselines ${file}`,
    });
}

function checkThatItHasRun(
  { file, graph, experiment }: ComparedExperiment,
  store: Store,
  stageFolders: string[],
): Promise<void> {
  return checkHasRun(graph, store, stageFolders, {
    file,
    messageFor: (count) => `The comparison needs ${count} stages of '${experiment.name}' that have not run.`,
  });
}
