import { openDefects } from '../mvtec/defects.ts';
import type { OutlierPoolOpener } from '../outliers/outlier-pool.ts';

/** Defects with their ground-truth maps. */
export const open: OutlierPoolOpener = (request) => openDefects(request, true);
