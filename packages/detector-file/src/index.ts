export * from './facts.ts';
export * from './threshold.ts';
