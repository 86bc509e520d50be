import { resolveEngine, startEngine } from '@fcdd/engine';
import { createNet } from '@fcdd/models';
import { exportOnnx } from '@fcdd/tfjs-backend-onnxruntime';
import { detectorFunction } from './detector-function.ts';
import { toMetadata } from './facts.ts';
import type { TrainedDetector } from './trained-detector.ts';

/**
 * A detector as one ONNX file: preprocessing, net, score and heatmap are one graph.
 * Input `image`: [batch, channels, height, width], 0..255. Outputs `score`: [batch]; `heatmap`: [batch, 1, height, width].
 * @throws DataError where the weights are not those of the net
 */
export async function exportDetector({ detector, facts }: TrainedDetector): Promise<Uint8Array> {
  await startEngine(resolveEngine({ backend: 'onnxruntime', device: 'cpu' }), { threads: 1 });
  const net = createNet(detector.net, { bias: detector.bias });
  try {
    net.load(detector.weights);
    const { height, width, channels } = facts.image;
    return await exportOnnx(detectorFunction(net, facts), {
      inputs: { image: ['batch', channels, height, width] },
      names: Object.fromEntries(net.trainable.map(({ name, variable }) => [name, variable])),
      metadata: toMetadata(facts),
    });
  } finally {
    net.dispose();
  }
}
