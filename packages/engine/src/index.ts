export * from './choice.ts';
export type * from './device-status.ts';
export * from './start.ts';
