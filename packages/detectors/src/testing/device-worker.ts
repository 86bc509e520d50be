// Computes requests on one device; a process has one engine.
import { registerOnnxRuntimeBackend } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import type { WorkerAnswer, WorkerRequest } from './device-process.ts';
import { netFigures, poolingFigures } from './net-figures.ts';

const device = process.argv[2]!;

process.on('message', async (request: WorkerRequest) => {
  try {
    if (request === 'start') await start();
    const figures =
      request === 'start' ? {} : request === 'pooling' ? await poolingFigures() : await netFigures(request);
    answer({ figures });
  } catch (error) {
    answer({ failure: (error as Error).message });
  }
});

/** Operations must not fall back to the CPU, where a net would be right, but slow. */
async function start(): Promise<void> {
  if (device === 'tensorflow') {
    await import('@tensorflow/tfjs-node-gpu' as string);
    await tf.setBackend('tensorflow');
  } else {
    registerOnnxRuntimeBackend({ device: device as 'cpu', threads: 2, fallback: device === 'cpu' });
    await tf.setBackend('onnxruntime');
  }
  tf.tidy(() => tf.scalar(1).add(1).dataSync());
}

function answer(message: WorkerAnswer): void {
  process.send!(message);
}
