import type { Collection } from '../collection.ts';
import { mvtec } from '../mvtec/mvtec.ts';

export const mvtecGt = {
  name: 'mvtec_gt',
  outliers: {
    title: 'MVTec-AD, likewise, with their maps',
    only: mvtec.name,
    hasClasses: true,
    hasMaps: true,
  },
  copies: mvtec.copies,
} satisfies Collection;
