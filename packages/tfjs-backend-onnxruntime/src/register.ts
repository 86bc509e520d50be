import * as tf from '@tensorflow/tfjs';
import { OnnxRuntimeBackend } from './backend.ts';
import type { BackendOptions } from './backend.ts';
import { kernels } from './kernels/index.ts';
import { backendName } from './kernels/kernel.ts';

/**
 * Registers the backend `onnxruntime` with tfjs; `tf.setBackend('onnxruntime')` then selects it. Its options are
 * fixed by the first call.
 */
export function registerOnnxRuntimeBackend(options: BackendOptions): void {
  if (tf.findBackendFactory(backendName)) return;
  kernels.forEach(tf.registerKernel);
  tf.registerBackend(backendName, () => new OnnxRuntimeBackend(options));
}
