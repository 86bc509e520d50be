import { InferenceSession, Tensor } from 'onnxruntime-node';

/** An input or output of an ONNX model. */
export interface OnnxTensor {
  /** ONNX's name for the element type, such as `float32`. */
  type: string;
  dims: readonly number[];
  data: ArrayBufferView;
}

/** A loaded ONNX model. */
export interface OnnxModel {
  /** Runs the model. Returns the outputs by name. */
  run(
    inputs: Record<string, { dims: readonly number[]; data: Float32Array }>,
  ): Promise<Record<string, OnnxTensor>>;
  /** Frees the native memory. */
  release(): Promise<void>;
}

/**
 * Loads any ONNX model.
 * @param model bytes or path of the model
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
