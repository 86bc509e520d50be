/** Images as ONNX wants them: batch, channel, height, width of tfjs's batch, height, width, channel. */
export const channelsFirst = [0, 3, 1, 2];

/** The same with batch and channels swapped. */
export const channelsOutermost = [3, 0, 1, 2];
