import { UserError } from '@fcdd/errors';
import { onnxRuntimeVersion, registerOnnxRuntimeBackend } from '@fcdd/tfjs-backend-onnxruntime';
import * as tf from '@tensorflow/tfjs';
import type { Backend, EngineChoice } from './choice.ts';
import { loadTensorFlow } from './tensorflow.ts';

export interface EngineOptions {
  /** Threads that a computation may keep busy. */
  threads: number;
}

export interface StartedEngine {
  /** Versions of the libraries that compute, by package name. */
  versions: Record<string, string>;
}

type Starter = (device: string, options: EngineOptions) => Promise<Record<string, string>>;

const starters: Record<Backend, Starter> = {
  onnxruntime: async (_device, { threads }) => {
    registerOnnxRuntimeBackend({ threads });
    return { 'onnxruntime-node': onnxRuntimeVersion };
  },
  tensorflow: loadTensorFlow,
  cpu: async () => ({}),
};

/**
 * Makes tfjs of this process compute with the chosen backend. The first call settles the number of threads.
 *
 * @throws UserError if the backend's library is not installed
 */
export async function startEngine(choice: EngineChoice, options: EngineOptions): Promise<StartedEngine> {
  const versions = await starters[choice.backend](choice.device, options);
  if (!(await tf.setBackend(choice.backend)))
    throw new UserError(`The backend ${choice.backend} could not be started.`);
  return { versions: { '@tensorflow/tfjs': tf.version['tfjs']!, ...versions } };
}
