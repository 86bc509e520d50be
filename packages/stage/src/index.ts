export { canonicalJson } from './canonical-json.ts';
export * from './definition.ts';
export * from './graph.ts';
export * from './job-files.ts';
export * from './node-options.ts';
export * from './protocol.ts';
export * from './user-files.ts';
