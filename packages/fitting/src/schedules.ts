/** The fall of the learning rate from epoch to epoch. */
export interface ScheduleOptions {
  /** `exponential`: falls after each epoch; `milestones`: after each of the given numbers of epochs. */
  type: 'exponential' | 'milestones';
  /** The factor of the learning rate. */
  factor: number;
  milestones?: number[];
}

/** The factor of the start learning rate in an epoch, which counts from 0. */
export function scheduleFactor({ type, factor, milestones = [] }: ScheduleOptions, epoch: number): number {
  const falls = type === 'exponential' ? epoch : milestones.filter((milestone) => milestone <= epoch).length;
  return factor ** falls;
}
