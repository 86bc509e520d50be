import { toMetadata } from '@fcdd/detector-file';
import { defaultsOf, detectorNamed } from '@fcdd/detectors';
import { resolveEngine, startEngine } from '@fcdd/engine';
import { exportOnnx } from '@fcdd/tfjs-backend-onnxruntime';
import { detectorFunction } from './detector-function.ts';
import type { TrainedDetector } from './trained-detector.ts';

/**
 * Exports a detector as one ONNX file: preprocessing, net, score and heatmap are one graph.
 * Input `image`: [batch, channels, height, width], 0..255. Outputs `score`: [batch]; `heatmap`: [batch, 1, height, width].
 * @throws DataError where the weights do not fit the net
 */
export async function exportDetector({ snapshot, facts }: TrainedDetector): Promise<Uint8Array> {
  await startEngine(resolveEngine({ backend: 'onnxruntime', device: 'cpu' }), { threads: 1 });
  const definition = detectorNamed(snapshot.detector.name);
  const explaining = facts.heatmaps?.explaining ?? defaultsOf(definition.parameters.explaining);
  const detector = await definition.create({ parameters: { ...snapshot.detector, ...explaining } });
  try {
    detector.load(snapshot.weights);
    const { height, width, channels } = facts.image;
    return await exportOnnx(detectorFunction(detector, facts), {
      inputs: { image: ['batch', channels, height, width] },
      names: detector.variables(),
      metadata: toMetadata(facts),
    });
  } finally {
    detector.dispose();
  }
}
