export * from './batch.ts';
export type * from './fit.ts';
export * from './gradient-descent.ts';
export type * from './loss.ts';
export * from './loss-meter.ts';
export * from './optimizers.ts';
export * from './schedules.ts';
export * from './trainer.ts';
