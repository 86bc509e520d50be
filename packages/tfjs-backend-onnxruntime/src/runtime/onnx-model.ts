import { InferenceSession, Tensor } from 'onnxruntime-node';

/** A tensor that goes into or comes out of an ONNX model. */
export interface OnnxTensor {
  /** ONNX's name of the element type, such as `float32`. */
  type: string;
  dims: readonly number[];
  data: ArrayBufferView;
}

/** An ONNX model that is loaded and can run. */
export interface OnnxModel {
  /** The outputs by name. */
  run(
    inputs: Record<string, { dims: readonly number[]; data: Float32Array }>,
  ): Promise<Record<string, OnnxTensor>>;
  /** Frees the native memory. */
  release(): Promise<void>;
}

/**
 * Loads any ONNX model.
 * @param model its bytes, or its file
 * @throws Error where onnxruntime cannot load it
 */
export async function openOnnxModel(
  model: Uint8Array | string,
  { threads }: { threads: number },
): Promise<OnnxModel> {
  const session = await InferenceSession.create(model as string, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  return {
    run: async (inputs) => {
      const feeds = Object.entries(inputs).map(([name, { data, dims }]) => [
        name,
        new Tensor('float32', data, dims),
      ]);
      return (await session.run(Object.fromEntries(feeds))) as unknown as Record<string, OnnxTensor>;
    },
    release: () => session.release(),
  };
}
