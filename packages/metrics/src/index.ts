export * from './mean-curve.ts';
export * from './roc-curve.ts';
export * from './statistics.ts';
