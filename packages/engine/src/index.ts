export * from './choice.ts';
export * from './start.ts';
