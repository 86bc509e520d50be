export * from './list-tar.ts';
export * from './read-tar.ts';
export * from './zip-archive.ts';
