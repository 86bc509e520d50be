import type * as schemas from '@fcdd/schemas/types';

/** The fall of the learning rate from epoch to epoch. */
/** How the learning rate falls from epoch to epoch. */
export type ScheduleOptions = schemas.Schedule;

/** The factor of the start learning rate in an epoch, which counts from 0. */
export function scheduleFactor({ type, factor, milestones = [] }: ScheduleOptions, epoch: number): number {
  const falls = type === 'exponential' ? epoch : milestones.filter((milestone) => milestone <= epoch).length;
  return factor ** falls;
}
