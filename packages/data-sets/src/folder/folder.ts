import type { Collection } from '../collection.ts';

export const folder = {
  name: 'folder',
  outliers: { title: 'any folder of images', needsPath: true, hasClasses: true },
} satisfies Collection;
