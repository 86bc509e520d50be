import { compileExperiment } from '@fcdd/experiment';
import { UserError } from '@fcdd/errors';
import type { StageGraph, StageNode } from '@fcdd/stage';
import type { ResolvedExperiment } from '../experiment.ts';
import { type Rung, type Sweep, type SweepVariant, rungOfExit } from './sweep.ts';

/** The graph of a variant that trains up to the last of some stops. */
export function variantGraph({ experiment, pipeline }: SweepVariant, stops: number[]): StageGraph {
  return compileExperiment(upTo(experiment, stops), pipeline);
}

/** Returns the epochs at which a variant stops: up to the current step, or up to the choice that eliminated it. */
export function stopsOf({ name, experiment }: SweepVariant, { halving }: Sweep, rungs: Rung[]): number[] {
  const stops = [...(halving?.epochs ?? []), experiment.training.epochs];
  const left = rungOfExit(name, rungs);
  return stops.slice(0, (left ? rungs.indexOf(left) : rungs.length) + 1);
}

/**
 * The node whose figures variants are compared by.
 * @throws UserError where the pipeline has none
 */
export function summaryOf({ nodes }: StageGraph): StageNode {
  const summary = nodes.find(({ role }) => role === 'summarizes');
  if (summary) return summary;
  throw new UserError(
    'The pipeline has no stage that summarizes the figures by which variants are compared.',
    {
      hint: 'Add one that uses @fcdd/stage-summary, as pipelines/one-class.yaml does.',
    },
  );
}

/** Returns the part of a graph that its summary needs. */
export function upToSummary(graph: StageGraph): StageGraph {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const needed = new Set<StageNode>();
  const visit = (node: StageNode): void => {
    if (needed.has(node)) return;
    needed.add(node);
    for (const id of Object.values(node.needs).flat()) visit(nodes.get(id)!);
  };
  visit(summaryOf(graph));
  return { ...graph, nodes: graph.nodes.filter((node) => needed.has(node)) };
}

/** Only variants that reach the end train their baselines: no choice depends on these. */
function upTo(experiment: ResolvedExperiment, stops: number[]): ResolvedExperiment {
  const { training, detector, detectors } = experiment;
  const epochs = stops.at(-1)!;
  const stopped = { ...experiment, training: { ...training, epochs, stops } };
  return epochs === training.epochs
    ? stopped
    : { ...stopped, detectors: { [detector.label]: detectors[detector.label]! }, hasBaselines: false };
}
