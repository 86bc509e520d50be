export type { PixelMap } from './connected-regions.ts';
export type { Sampling } from './map-cover.ts';
export * from './mean-curve.ts';
export * from './pixel-evaluation.ts';
export { areaUnderCurve, rocCurve, type RocCurve } from './roc-curve.ts';
export * from './score-evaluation.ts';
export type { CurvePoint } from './simplify-curve.ts';
export * from './statistics.ts';
export type { BestF1, SweepResult } from './threshold-sweep.ts';
