import { DataError } from '@fcdd/errors';
import type { ImageReader, ImageShape } from '@fcdd/images';
import { createRowWriter, openTensors } from '@fcdd/tensors';

/** Labelled images in a file, which may exceed memory and are read one at a time. The caller closes them. */
export interface StoredImages extends ImageReader {
  /** Class indices, one for each image. */
  labels: Int32Array;
  /** 1 for each anomalous image, else 0; only if classes have their own anomalies. */
  anomalous?: Uint8Array;
  close(): Promise<void>;
}

/** @throws DataError where the file is missing or damaged */
export async function openImages(file: string): Promise<StoredImages> {
  const opened = await openTensors(file);
  const { shapes } = opened;
  const [count, height, width, channels] = shapes.images ?? [];
  if (!count || !height || !width || !channels || !shapes.labels) {
    await opened.close();
    if (count === 0) throw new DataError(`${file} holds no images.`);
    throw new DataError(`${file} is not a file of labelled images.`);
  }
  return {
    count,
    height,
    width,
    channels,
    labels: opened.read('labels').data as Int32Array,
    ...(shapes.anomalous && { anomalous: opened.read('anomalous').data as Uint8Array }),
    read: (index, target) => opened.readRow('images', index, target),
    ...(shapes.maps && {
      readMap: (index: number, target: Uint8Array) => opened.readRow('maps', index, target),
    }),
    close: () => opened.close(),
  };
}

/** Writes a file of labelled images, image by image. */
export interface ImageWriter {
  count: number;
  /** Writes an image; its arrays may be reused afterwards. */
  add(image: ImageToStore): Promise<void>;
  finish(): Promise<void>;
  /** Closes and removes the unfinished file. */
  abandon(): Promise<void>;
}

export interface ImageToStore {
  /** height * width * channels values. */
  pixels: Uint8Array;
  /** Class index. */
  label: number;
  /** Whether the image is anomalous; given for all images or for none. */
  anomalous?: boolean;
  /** height * width values: 1 for each anomalous pixel, else 0. Given for all images or for none. */
  map?: Uint8Array;
}

/** @param hasMaps whether each image has a map */
export async function createImageWriter(
  file: string,
  { height, width, channels }: ImageShape,
  hasMaps: boolean,
): Promise<ImageWriter> {
  const rows = await createRowWriter(file, {
    images: [height, width, channels],
    ...(hasMaps && { maps: [height, width] }),
  });
  const labels: number[] = [];
  const anomalous: number[] = [];
  return {
    get count() {
      return labels.length;
    },
    async add({ pixels, label, anomalous: isAnomalous, map }) {
      await rows.add({ images: pixels, ...(map && { maps: map }) });
      labels.push(label);
      if (isAnomalous !== undefined) anomalous.push(Number(isAnomalous));
    },
    finish: () =>
      rows.finish({
        labels: { shape: [labels.length], data: Int32Array.from(labels) },
        ...(anomalous.length && {
          anomalous: { shape: [anomalous.length], data: Uint8Array.from(anomalous) },
        }),
      }),
    abandon: () => rows.abandon(),
  };
}
