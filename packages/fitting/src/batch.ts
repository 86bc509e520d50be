import * as tf from '@tensorflow/tfjs';
import type { Net } from '@fcdd/nets';
import type { TrainingTensors } from './loss.ts';

/** Normalised images, one after the other: count * height * width * channels values. */
export interface ImageBatch {
  images: Float32Array;
  count: number;
}

export interface TrainingBatch extends ImageBatch {
  /** One for each image: 0 is nominal, 1 anomalous. */
  labels: Uint8Array;
  /** Ground truth of each pixel, count * height * width values: 0 is nominal, 1 anomalous. */
  maps?: Uint8Array;
}

export function imagesTensor({ images, count }: ImageBatch, { inputShape }: Net): tf.Tensor4D {
  return tf.tensor4d(images, [count, ...inputShape]);
}

export function trainingTensors(batch: TrainingBatch, net: Net): TrainingTensors {
  const [height, width] = net.inputShape;
  const { count, labels, maps } = batch;
  return {
    images: imagesTensor(batch, net),
    labels: tf.tensor1d(Float32Array.from(labels)),
    ...(maps && { maps: tf.tensor4d(Float32Array.from(maps), [count, height, width, 1]) }),
  };
}

/** The batch in this many parts, in order, whose sizes differ by one at most; fewer if it has fewer images. */
export function partsOf({ images, labels, maps, count }: TrainingBatch, parts: number): TrainingBatch[] {
  const length = Math.min(parts, count);
  return Array.from({ length }, (_, index) => {
    const [start, end] = [index, index + 1].map((edge) => Math.ceil((edge * count) / length)) as [
      number,
      number,
    ];
    const part = <Values extends Float32Array | Uint8Array>(values: Values) => {
      const size = values.length / count;
      return values.subarray(start * size, end * size) as Values;
    };
    return {
      images: part(images),
      labels: part(labels),
      ...(maps && { maps: part(maps) }),
      count: end - start,
    };
  });
}
