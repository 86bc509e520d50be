export * from './catalogue.ts';
export * from './class-statistics.ts';
export * from './image-reading.ts';
export * from './normalization.ts';
export * from './preprocessing.ts';
export type { ImageFit } from './recipes.ts';
