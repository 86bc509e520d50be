/** One kind of work for both sides. The Python side reads it as JSON. */
export interface Workload {
  net: string;
  objective: 'fcdd' | 'hsc' | 'ae';
  batch: number;
  optimizer: { type: 'sgd' | 'adam'; learningRate: number; weightDecay: number };
  /** `forward`: scores in evaluation mode. `step`: forward, backward and update. */
  mode: Mode;
  threads: number;
}

export type Mode = 'forward' | 'step';

/** Measured nets, with batches that 2 cores process in seconds, and the optimizers of their experiments. */
export const workloads: Omit<Workload, 'mode' | 'threads'>[] = [
  { net: 'FCDD_CNN28_W', objective: 'fcdd', batch: 128, optimizer: sgd(0.01, 1e-6) },
  { net: 'FCDD_CNN32_LW3K', objective: 'fcdd', batch: 200, optimizer: adam(1e-3, 1e-6) },
  { net: 'FCDD_CNN224', objective: 'fcdd', batch: 32, optimizer: sgd(1e-3, 1e-4) },
  { net: 'FCDD_CNN224_VGG_F', objective: 'fcdd', batch: 16, optimizer: sgd(1e-3, 1e-4) },
  { net: 'CNN32', objective: 'hsc', batch: 128, optimizer: adam(1e-3, 1e-6) },
  { net: 'AE32', objective: 'ae', batch: 128, optimizer: adam(1e-3, 1e-6) },
];

function sgd(learningRate: number, weightDecay: number): Workload['optimizer'] {
  return { type: 'sgd', learningRate, weightDecay };
}

function adam(learningRate: number, weightDecay: number): Workload['optimizer'] {
  return { type: 'adam', learningRate, weightDecay };
}
