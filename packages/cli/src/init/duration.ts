import { availableParallelism } from 'node:os';

/** Milliseconds per training image on two cores of an Intel Xeon, by net. The README has these figures. */
const measured: Record<string, number> = {
  FCDD_CNN28: 0.25,
  FCDD_CNN28_W: 3.7,
  FCDD_CNN32_S: 0.6,
  FCDD_CNN32_LW3K: 9.3,
  FCDD_CNN224: 38,
  FCDD_CNN224_VGG_F: 110,
};

/** Amount of training. */
export interface Workload {
  net: string;
  classes: number;
  seeds: number;
  epochs: number;
  /** Images of a class in one epoch; undefined if not known. */
  images: number | undefined;
}

/** Estimates the seconds of all trainings on the cores of this machine; undefined if not known. */
export function roughDuration({ net, classes, seeds, epochs, images }: Workload): number | undefined {
  if (!Object.hasOwn(measured, net) || images === undefined) return undefined;
  return (classes * seeds * epochs * images * measured[net]!) / 1000 / (availableParallelism() / 2);
}

/** Formats a rough duration, such as `37 min`; more than two digits would be false precision. */
export function formatRoughly(seconds: number): string {
  if (seconds < 90) return 'a minute';
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
