import {
  type Rung,
  type Sweep,
  type SweepEvent,
  type SweepStep,
  distinctSummaries,
  keptOf,
} from '@fcdd/studies';

/** Most variants that are named in one line. */
const MOST = 10;

/** Formats an event between the runs of a sweep. */
export function formatSweepEvent(event: SweepEvent, sweep: Sweep): string {
  if (event.type === 'step') return describeStep(event.step, event.rungs, sweep);
  return event.type === 'choice' ? describeChoice(event.rung, sweep) : describeLoss(event.names);
}

/** Describes what a step runs. */
export function describeStep({ living, isLast }: SweepStep, rungs: Rung[], { halving }: Sweep): string {
  const variants = countOf(living.length);
  if (!halving) return `Sweep of ${variants}`;
  const step = `Step ${rungs.length + 1} of ${halving.epochs.length + 1}`;
  const end = isLast ? 'to the end of training' : `up to epoch ${halving.epochs[rungs.length]}`;
  return `${step}: ${variants}, ${end}`;
}

/** Describes what follows a step, as far as it is known in advance. */
export function describeOutlook(
  { living, isLast }: SweepStep,
  rungs: Rung[],
  { halving, metric }: Sweep,
): string[] {
  if (!halving || isLast) return [];
  const ends = [
    ...halving.epochs.slice(rungs.length + 1).map((epochs) => `up to epoch ${epochs}`),
    'to the end',
  ];
  let count = distinctSummaries(living).length;
  const note = count < living.length ? ' Variants that are trained the same so far count as one.' : '';
  return ends.map((end) => {
    const before = count;
    count = keptOf(count, halving.keep);
    return `Then the best ${count} of ${before} by ${metric} train ${end}.${note}`;
  });
}

/** Describes which variants continue, the best first. */
function describeChoice({ epochs, variants, kept }: Rung, { metric }: Sweep): string {
  const best = variants.filter(({ name }) => kept.includes(name)).toSorted((a, b) => b.value - a.value);
  const named = best.slice(0, MOST).map(({ name, value }) => `${name} ${value.toFixed(4)}`);
  if (best.length > MOST) named.push(`${best.length - MOST} more`);
  return `After epoch ${epochs} the best ${kept.length} of ${variants.length} by ${metric} continue: ${named.join(', ')}`;
}

function describeLoss(names: string[]): string {
  const rest = names.length > MOST ? ` and ${names.length - MOST} more` : '';
  const verb = names.length === 1 ? 'drops' : 'drop';
  return `${names.slice(0, MOST).join(', ')}${rest} ${verb} out: stages have failed.`;
}

export function countOf(variants: number): string {
  return variants === 1 ? '1 variant' : `${variants} variants`;
}
