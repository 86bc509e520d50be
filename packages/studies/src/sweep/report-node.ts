import type { StageGraph, StageNode } from '@fcdd/stage';
import { type Rung, type Sweep, rungOfExit } from './sweep.ts';

/**
 * Makes the node that reports on all variants of a sweep.
 * @param summaries ids of the nodes that it compares
 * @param graph graph of all compared variants
 */
export function reportNode(
  { metric, parameters, variants, given }: Sweep,
  rungs: Rung[],
  summaries: { name: string; summary: string }[],
  graph: StageGraph,
): StageNode {
  const reports = new Set(
    graph.nodes.filter(({ role }) => role === 'reports').flatMap(({ results }) => results),
  );
  const compared = summaries.map(({ name }) => {
    const { values, files } = variants.find((variant) => variant.name === name)!;
    const left = rungOfExit(name, rungs);
    const folder = `variants/${name}`;
    return {
      name,
      values,
      ...(Object.keys(files).length > 0 && { files }),
      ...(left && { epochs: left.epochs }),
      ...(reports.has(folder) && { report: `${folder}/report.html` }),
    };
  });
  return {
    id: 'sweep-report',
    stage: 'sweep-report',
    uses: '@fcdd/stage-sweep-report',
    role: 'reports',
    matrix: {},
    parameters: { metric, parameters, variants: compared, rungs, experiment: given },
    needs: { summaries: summaries.map(({ summary }) => summary) },
    results: ['.'],
  };
}
