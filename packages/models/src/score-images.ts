import { UserError } from '@fcdd/errors';
import * as tf from '@tensorflow/tfjs';
import { type ImageBatch, imagesTensor } from './batch.ts';
import type { Net } from './net.ts';
import type { Objective } from './objectives/objective.ts';

export interface ImageScores {
  /** One anomaly score an image. */
  scores: Float32Array;
  /** Anomaly maps before upsampling or blurring: [images, height, width]. */
  maps: { height: number; width: number; values: Float32Array };
}

/**
 * Scores images with the net in evaluation mode, in their order.
 * Equally sized batches share one compiled graph; a smaller last one has its own.
 * @throws UserError where the net gives numbers that are not finite
 */
export async function scoreImages(
  net: Net,
  objective: Objective,
  batches: AsyncIterable<ImageBatch> | Iterable<ImageBatch>,
): Promise<ImageScores> {
  const scored: { scores: Float32Array; maps: Float32Array }[] = [];
  let [height, width] = [0, 0];
  for await (const batch of batches) {
    const { scores, maps } = tf.tidy(() =>
      objective.explain((images) => net.forward(images, { training: false }), imagesTensor(batch, net)),
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
    throw new UserError('The net gives scores that are no finite numbers.', {
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
