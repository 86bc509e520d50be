export * from './predict.ts';
