export * from './definition.ts';
export * from './graph.ts';
export * from './protocol.ts';
