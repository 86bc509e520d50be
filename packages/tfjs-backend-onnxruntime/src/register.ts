import * as tf from '@tensorflow/tfjs';
import { OnnxRuntimeBackend } from './backend.ts';
import type { BackendOptions } from './backend.ts';
import { kernels } from './kernels/index.ts';
import { backendName } from './kernels/kernel.ts';

/**
 * Makes the backend `onnxruntime` known to tfjs; `tf.setBackend('onnxruntime')` then selects it. Once it is known its
 * options stay as they are.
 */
export function registerOnnxRuntimeBackend(options: BackendOptions): void {
  if (tf.findBackendFactory(backendName)) return;
  kernels.forEach(tf.registerKernel);
  tf.registerBackend(backendName, () => new OnnxRuntimeBackend(options));
}
