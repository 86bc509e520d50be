// The one place that knows onnxruntime-node. Its public API runs the same synchronous native call behind a
// `setImmediate`; tfjs's `dataSync` needs the call itself, so its internal binding is used.
import { createRequire } from 'node:module';
import { Tensor } from 'onnxruntime-node';
import bindingModule from 'onnxruntime-node/dist/binding.js';
import type { Device } from '../lowering/target.ts';
import type { Contents, ElementType, Shape } from '../recording/value.ts';

const { binding, initOrt } = bindingModule;

export const onnxRuntimeVersion = (
  createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string }
).version;

export interface SessionOptions {
  device: Device;
  threads: number;
  /** Whether the CPU may run operations that the device lacks; true by default. */
  fallback?: boolean;
}

export interface Feed {
  readonly contents: Contents;
  readonly shape: Shape;
  readonly dtype: ElementType;
}

/** A compiled ONNX model. */
export interface Session {
  /** Runs the model. Returns the outputs in the order of `outputs`. Inputs must not change during the call. */
  run(feeds: Record<string, Feed>, outputs: readonly string[]): Contents[];
  /** Frees the native memory. */
  release(): void;
}

/** @throws Error where the device is not available */
export function createSession(
  model: Uint8Array,
  { device, threads, fallback = true }: SessionOptions,
): Session {
  initOrt();
  const native = new binding.InferenceSession();
  native.loadModel(model.buffer as ArrayBuffer, model.byteOffset, model.byteLength, {
    executionProviders: [device],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // One planned block for all values is not faster here, and takes 50 % more memory.
    enableMemPattern: false,
    logSeverityLevel: 4,
    extra: { session: { disable_cpu_ep_fallback: fallback ? '0' : '1' } },
  });
  return {
    run: (feeds, outputs) => {
      const inputs = Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, toTensor(feed)]));
      const results = native.run(inputs, Object.fromEntries(outputs.map((name) => [name, null])), {});
      return outputs.map((name) => (results[name] as Tensor).data as Contents);
    },
    release: () => native.dispose(),
  };
}

function toTensor({ contents, shape, dtype }: Feed): Tensor {
  return new Tensor(dtype, contents, shape);
}
