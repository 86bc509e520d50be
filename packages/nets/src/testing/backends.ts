import { registerOnnxRuntimeBackend } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';

export type TestedBackend = 'cpu' | 'onnxruntime';

/** `cpu` is tfjs's own reference: right, but too slow for much training. */
export const backends: TestedBackend[] = ['cpu', 'onnxruntime'];

export async function useBackend(name: TestedBackend): Promise<void> {
  registerOnnxRuntimeBackend({ threads: 1 });
  await tf.setBackend(name);
  await tf.ready();
}
