/** What an onnxruntime session computes on. */
export type Device = 'cpu' | 'webgpu' | 'cuda';

/** What the machine that will run the graph is good at. */
export interface Target {
  readonly device: Device;
  /** Channels in a block of onnxruntime's convolutions by blocks; none where it has no such convolutions. */
  readonly channelBlock?: number;
  /** Only operators of the ONNX standard, so that any runtime can run the graph. */
  readonly portable?: boolean;
}
