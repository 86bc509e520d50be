export { type LongRead, digestOfFolders, digestOfPath } from './digest-of-path.ts';
export { type DigestedData, readUnchanged } from './read-unchanged.ts';
