import { type MergedGraph, mergeGraphs } from '@fcdd/experiment';
import type { StageGraph } from '@fcdd/stage';
import { reportNode } from './report-node.ts';
import { type Rung, type Sweep, type SweepVariant, livingVariants, rungOfExit } from './sweep.ts';
import { stopsOf, summaryOf, upToSummary, variantGraph } from './variant-graph.ts';

/** The part of a sweep that runs after some choices. */
export interface SweepStep {
  graph: StageGraph;
  /** Ids of the nodes that run, with everything they need; undefined means all nodes. */
  targets?: string[];
  /** Whether the final report follows, rather than a choice. */
  isLast: boolean;
  /** The remaining variants, with the ids of their summaries. */
  living: { name: string; summary: string }[];
}

/**
 * Returns the step that follows some choices. It ends at the summaries of the remaining variants. The last step runs
 * these to their end and makes the report over all variants.
 * @param lost names of variants whose last step has failed
 * @throws UserError if a pipeline has no summary
 */
export function nextStep(sweep: Sweep, rungs: Rung[], lost: string[] = []): SweepStep {
  const isLast = rungs.length === (sweep.halving?.epochs.length ?? 0);
  const living = livingVariants(sweep, rungs).filter(({ name }) => !lost.includes(name));
  return isLast ? lastStep(sweep, rungs, living) : choosingStep(sweep, rungs, living);
}

function choosingStep(sweep: Sweep, rungs: Rung[], living: SweepVariant[]): SweepStep {
  const graphs = living.map((variant) => ({
    name: variant.name,
    graph: variantGraph(variant, stopsOf(variant, sweep, rungs)),
  }));
  const merged = mergeGraphs(graphs, identityOf(sweep));
  const summaries = summariesOf(graphs, merged);
  return {
    graph: merged.graph,
    targets: [...new Set(summaries.map(({ summary }) => summary))],
    isLast: false,
    living: summaries,
  };
}

/** The report still shows the summaries of variants that dropped out. */
function lastStep(sweep: Sweep, rungs: Rung[], living: SweepVariant[]): SweepStep {
  const graphs = sweep.variants.flatMap((variant) => {
    const { name } = variant;
    const isLeft = living.includes(variant);
    const wasCompared = rungOfExit(name, rungs)?.variants.some((other) => other.name === name);
    if (!isLeft && !wasCompared) return [];
    const graph = variantGraph(variant, stopsOf(variant, sweep, rungs));
    return [{ name, graph: isLeft ? graph : upToSummary(graph) }];
  });
  const merged = mergeGraphs(graphs, identityOf(sweep));
  const summaries = summariesOf(graphs, merged);
  const report = reportNode(sweep, rungs, summaries, merged.graph);
  return {
    graph: { ...merged.graph, nodes: [...merged.graph.nodes, report] },
    isLast: true,
    living: summaries.filter(({ name }) => living.some((variant) => variant.name === name)),
  };
}

function summariesOf(
  graphs: { name: string; graph: StageGraph }[],
  { idOf }: MergedGraph,
): SweepStep['living'] {
  return graphs.map(({ name, graph }) => ({ name, summary: idOf(name, summaryOf(graph).id) }));
}

function identityOf({ variants, metric, halving }: Sweep): Pick<StageGraph, 'experiment' | 'configuration'> {
  const { name, description } = variants[0]!.experiment;
  const points = variants.map(({ name, values }) => ({ name, values }));
  return { experiment: name, configuration: { name, description, sweep: { metric, halving, points } } };
}
