import { type Store, openStore } from '@fcdd/artifacts';
import { type PlannedNode, describeReason, planGraph } from '@fcdd/runner';
import type { StageGraph } from '@fcdd/stage';
import { type LoadedGraph, knownRungs, loadGraph, nextStep } from '@fcdd/studies';
import { stageFolders } from '../house.ts';
import { type PlanOptions, overridesOf, selectionOf } from '../options.ts';
import { describeOutlook, describeStep } from '../renderers/sweep.ts';
import { readingFor } from '../surroundings.ts';

export async function planCommand(file: string, options: PlanOptions): Promise<void> {
  const { store, json, verbose } = options;
  const loaded = await loadGraph(file, overridesOf(options), readingFor(options));
  const opened = await openStore(store);
  const { graph, targets, outlook } = await nextPart(loaded, opened);
  const selection = selectionOf({ ...options, target: options.target ?? targets });
  const plan = await planGraph(graph, opened, stageFolders, selection);
  const pointer = loaded.sweep ? [`What each variant is: fcdd validate ${file} --verbose`] : [];
  if (json)
    console.log(JSON.stringify(plan.map(({ node, costsLittle: _, ...rest }) => ({ id: node.id, ...rest }))));
  else console.log([...formatPlan(plan, verbose ? Infinity : 3), ...outlook, ...pointer].join('\n'));
}

/** Returns the part that a run would begin with, and describes what would follow. */
async function nextPart(
  { graph, sweep }: LoadedGraph,
  store: Store,
): Promise<{ graph: StageGraph; targets?: string[]; outlook: string[] }> {
  if (!sweep) return { graph, outlook: [] };
  const rungs = await knownRungs(sweep, store, stageFolders);
  const step = nextStep(sweep, rungs);
  return { ...step, outlook: [describeStep(step, rungs, sweep), ...describeOutlook(step, rungs, sweep)] };
}

/** @param named number of nodes that are named of those with the same stage, status and reasons */
function formatPlan(plan: PlannedNode[], named: number): string[] {
  const groups = new Map<string, PlannedNode[]>();
  for (const planned of plan.filter(({ status }) => status !== 'cached')) {
    const key = JSON.stringify([planned.node.stage, planned.status, reasonsOf(planned)]);
    const group = groups.get(key);
    if (group) group.push(planned);
    else groups.set(key, [planned]);
  }
  const count = (status: PlannedNode['status']): number => plan.filter((p) => p.status === status).length;
  const totals = `${plan.length} stages: ${count('cached')} cached, ${count('run')} to run, ${count('maybe')} may run`;
  return [...[...groups.values()].flatMap((group) => formatGroup(group, named)), totals];
}

function formatGroup(group: PlannedNode[], named: number): string[] {
  const shown = group.slice(0, named).map(({ node }) => node.id);
  if (shown.length < group.length) shown.push(`${group.length - shown.length} more`);
  const verb = group[0]!.status === 'run' ? 'run    ' : 'may run';
  return [`${verb} ${shown.join(', ')}`, ...reasonsOf(group[0]!).map((reason) => `          ${reason}`)];
}

/** Returns reasons without matrix points, so that nodes can be grouped by them. */
function reasonsOf({ reasons }: PlannedNode): string[] {
  return [
    ...new Set(
      reasons.map((reason) =>
        reason.type === 'upstream'
          ? `it needs ${reason.id.split(' ')[0]}, which runs`
          : describeReason(reason),
      ),
    ),
  ];
}
