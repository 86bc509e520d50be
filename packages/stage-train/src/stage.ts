import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/train.schema.json' with { type: 'json' };
import type { TrainParameters } from '@fcdd/schemas/types';
import { defineStage } from '@fcdd/stage';
import { train } from './train.ts';

export const stage = defineStage<TrainParameters>({
  name: 'train',
  description: 'Trains one detector on one nominal class from one seed',
  role: 'trains',
  progressUnit: 'steps',
  parameters: withParts(parameters),
  idleParameters: ['fit.checkpointEvery'],
  inputs: {
    dataset: { description: 'Images and statistics of the dataset stage' },
    outliers: { description: 'Images of the outlier-exposure stage', optional: true },
    previous: { description: 'The same training with fewer epochs, which is resumed', optional: true },
    weights: { description: 'Initial weights of the pretrained-weights stage', optional: true },
  },
  outputs: {
    'snapshot.safetensors': 'The detector: weights, and the state of the optimizer',
    'history.json': 'Learning rate and losses of each epoch',
    'samples.safetensors':
      'Up to 256 training samples of each label, augmented but not normalized, with their ground-truth maps, if any',
    'config.json': 'The parameters',
  },
  resources: { threads: 'all', memory: 1500 },
  usesEngine: true,
  run: train,
});
