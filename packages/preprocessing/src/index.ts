export * from './class-statistics.ts';
export * from './image-reading.ts';
export * from './local-contrast.ts';
export * from './normalization.ts';
export * from './preparation.ts';
export * from './preprocessing.ts';
