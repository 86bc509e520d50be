import type { ImageStack, LabelledImages } from '@fcdd/images';
import { type Tensor, readTensors, writeTensors } from '@fcdd/tensors';
import { required } from './tensor-file.ts';

export async function writeImages(file: string, { images, labels, maps }: LabelledImages): Promise<void> {
  const { count, height, width } = images;
  await writeTensors(file, {
    images: stackToTensor(images),
    labels: { shape: [count], data: labels },
    ...(maps && { maps: { shape: [count, height, width], data: maps } }),
  });
}

/** @throws DataError where the file is missing or damaged */
export async function readImages(file: string): Promise<LabelledImages> {
  const { tensors } = await readTensors(file);
  return {
    images: tensorToStack(required(tensors, 'images', Uint8Array, file)),
    labels: required(tensors, 'labels', Int32Array, file).data,
    ...(tensors.maps && { maps: required(tensors, 'maps', Uint8Array, file).data }),
  };
}

function stackToTensor({ count, height, width, channels, pixels }: ImageStack): Tensor {
  return { shape: [count, height, width, channels], data: pixels };
}

function tensorToStack({ shape, data }: Tensor<Uint8Array>): ImageStack {
  const [count, height, width, channels] = shape as [number, number, number, number];
  return { count, height, width, channels, pixels: data };
}
