import type { InitAdvice } from '@fcdd/data-sets/catalogue';

export type Effort = 'quick' | 'paper';

/** A first look: few epochs of one seed. */
const quick = { epochs: 10, seeds: 1 };

/** Epochs, seeds and schedule; milestones keep their share of the epochs. */
export function trainingOf(
  advice: InitAdvice,
  effort: Effort,
): Pick<InitAdvice, 'epochs' | 'seeds' | 'schedule'> {
  const { epochs, seeds, schedule } = advice;
  if (effort === 'paper') return { epochs, seeds, schedule };
  const milestones = schedule.milestones?.map((epoch) => Math.round((epoch / epochs) * quick.epochs));
  return { ...quick, schedule: { ...schedule, ...(milestones && { milestones }) } };
}
