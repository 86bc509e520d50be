export * from './evaluation.ts';
export * from './heatmaps.ts';
export * from './image-set.ts';
export * from './json-file.ts';
export * from './prepared-data-set.ts';
export * from './pretrained-weights.ts';
export * from './training.ts';
