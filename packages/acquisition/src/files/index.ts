export * from './file-digest.ts';
export * from './file-kinds.ts';
export * from './file-tree.ts';
export * from './image-files.ts';
