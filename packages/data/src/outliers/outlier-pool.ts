import type { ImageStack } from '@fcdd/images';

/** Images that are known by number and read only when they are picked. */
export interface OutlierPool {
  count: number;
  /** @param indices ascending */
  pick(indices: Uint32Array): Promise<ImageStack>;
}
