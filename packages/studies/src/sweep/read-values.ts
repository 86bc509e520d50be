import { type Store, findEntry, outputFolderOf } from '@fcdd/artifacts';
import { type Summary, readSummary } from '@fcdd/records/summary';
import { planGraph } from '@fcdd/runner';
import { distinctSummaries } from './choose-best.ts';
import type { SweepStep } from './next-step.ts';
import type { ComparedVariant } from './sweep.ts';

/** Reads the metric of each variant of a step whose summary is in the store, in the order of the sweep. */
export async function readValues(
  { graph, living }: SweepStep,
  metric: string,
  store: Store,
  stageFolders: string[],
): Promise<ComparedVariant[]> {
  const targets = distinctSummaries(living);
  const plan = await planGraph(graph, store, stageFolders, { targets });
  const fingerprints = new Map(
    plan.map(({ node, status, fingerprint }) => [node.id, status === 'cached' ? fingerprint : undefined]),
  );
  const values: ComparedVariant[] = [];
  for (const { name, summary } of living) {
    const fingerprint = fingerprints.get(summary);
    const entry = fingerprint && (await findEntry(store, fingerprint));
    if (!entry || entry.state !== 'present') continue;
    const value = valueOf(await readSummary(outputFolderOf(store, entry.entry)), metric);
    if (value !== null) values.push({ name, value, summary });
  }
  return values;
}

function valueOf({ meanAuc, figures }: Summary, metric: string): number | null {
  return metric === 'auc' ? meanAuc : figures[metric as keyof Summary['figures']];
}
