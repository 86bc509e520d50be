import { UserError } from '@fcdd/errors';
import type { ImageBatch } from '@fcdd/fitting';
import * as tf from '@tensorflow/tfjs';
import type { Detector } from './detector.ts';

export interface ImageScores {
  /** One anomaly score an image. */
  scores: Float32Array;
  /** Anomaly maps before upsampling or blurring: [images, height, width]. */
  maps: { height: number; width: number; values: Float32Array };
}

/**
 * Scores images in their order.
 * Equally sized batches share one compiled graph; a smaller last one has its own.
 * @throws UserError where a score is not finite
 */
export async function scoreImages(
  detector: Pick<Detector, 'explain' | 'inputShape'>,
  batches: AsyncIterable<ImageBatch> | Iterable<ImageBatch>,
): Promise<ImageScores> {
  const scored: { scores: Float32Array; maps: Float32Array }[] = [];
  let [height, width] = [0, 0];
  for await (const batch of batches) {
    const { scores, maps } = tf.tidy(() =>
      detector.explain(tf.tensor4d(batch.images, [batch.count, ...detector.inputShape])),
    );
    [height, width] = [maps.shape[1], maps.shape[2]];
    scored.push({
      scores: ((await scores.data()) as Float32Array).slice(),
      maps: ((await maps.data()) as Float32Array).slice(),
    });
    tf.dispose([scores, maps]);
  }
  const scores = concatenate(scored.map((batch) => batch.scores));
  if (!scores.every(Number.isFinite))
    throw new UserError('The detector gives scores that are not finite numbers.', {
      hint: 'Its training diverged: train it again with a lower learning rate.',
    });
  return { scores, maps: { height, width, values: concatenate(scored.map((batch) => batch.maps)) } };
}

function concatenate(parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
