export * from './images.ts';
export * from './layout.ts';
