/** How the learning rate falls from epoch to epoch. */
export interface ScheduleOptions {
  /** `exponential`: falls after each epoch; `milestones`: after each of the given numbers of epochs. */
  type: 'exponential' | 'milestones';
  /** What the learning rate is multiplied by. */
  factor: number;
  milestones?: number[];
}

/** What the start learning rate is multiplied by in an epoch, which counts from 0. */
export function scheduleFactor({ type, factor, milestones = [] }: ScheduleOptions, epoch: number): number {
  const falls = type === 'exponential' ? epoch : milestones.filter((milestone) => milestone <= epoch).length;
  return factor ** falls;
}
