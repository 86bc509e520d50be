/** Device of an onnxruntime session. */
export type Device = 'cpu' | 'webgpu' | 'cuda';

/** Capabilities of the machine that will run the graph. */
export interface Target {
  readonly device: Device;
  /** Number of channels in a block of onnxruntime's convolutions by blocks; undefined where it has none. */
  readonly channelBlock?: number;
  /** Whether the graph may contain only operators of the ONNX standard, so that any runtime can run it. */
  readonly portable?: boolean;
}
