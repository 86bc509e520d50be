/** What the machine that will run the graph is good at. */
export interface Target {
  /** Channels in a block of onnxruntime's convolutions by blocks; none where it has no such convolutions. */
  readonly channelBlock?: number;
}
