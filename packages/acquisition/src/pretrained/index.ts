export { openPretrained, openSource, pretrainedSources } from './open-pretrained.ts';
export { type Weights, openWeights } from './open-weights.ts';
