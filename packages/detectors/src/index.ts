export * from './facts.ts';
export * from './load-detector.ts';
