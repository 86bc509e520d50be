import { openDefects } from './defects.ts';
import type { OutlierPoolOpener } from '../outliers/outlier-pool.ts';

/** Defects without their ground-truth maps. */
export const open: OutlierPoolOpener = (request) => openDefects(request, false);
