import { UserError } from '@fcdd/errors';

/** Every objective by its name. Light: no net and no tensor is needed to read it. */
export const objectives = {
  fcdd: {
    title: 'the anomaly score is the mean of an explaining map',
    mapSize: 'output',
    takesAnomalies: true,
    takesMaps: true,
  },
  hsc: {
    title:
      'hypersphere classification: the anomaly score is the distance from a centre, explained by its gradient',
    mapSize: 'image',
    takesAnomalies: true,
    takesMaps: false,
  },
  ae: {
    title: 'an autoencoder, whose reconstruction error is the anomaly score',
    mapSize: 'image',
    takesAnomalies: false,
    takesMaps: false,
  },
} as const satisfies Record<string, ObjectiveEntry>;

export interface ObjectiveEntry {
  title: string;
  /** Size of the anomaly maps: that of the net's output, or that of the images. */
  mapSize: 'output' | 'image';
  /** Whether a training may have anomalies. */
  takesAnomalies: boolean;
  /** Whether a training learns from ground-truth maps. */
  takesMaps: boolean;
}

export type ObjectiveName = keyof typeof objectives;

/** @throws UserError where there is no such objective */
export function objectiveNamed(name: string): ObjectiveName {
  if (Object.hasOwn(objectives, name)) return name as ObjectiveName;
  throw new UserError(`There is no objective ${name}.`, {
    hint: `There is: ${Object.keys(objectives).join(', ')}.`,
  });
}
