export * from './holm.ts';
export * from './paired-t-test.ts';
export * from './signed-rank-test.ts';
