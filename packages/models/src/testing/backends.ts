import * as tf from '@tensorflow/tfjs';

/** The backends that every net is tested on. */
export const backends = ['cpu'] as const;

export async function useBackend(name: (typeof backends)[number]): Promise<void> {
  await tf.setBackend(name);
  await tf.ready();
}
