import { readTestImage } from '@fcdd/preprocessing/image-reading';
import { imageSize } from '@fcdd/images';
import type { LoadedDetector } from '@fcdd/detector-file/load';
import type { FoundImage } from './find-images.ts';

/** Score and heatmap of an image, or the reason why it has none. */
export type ScoredFile = FoundImage &
  (
    | { score: number; /** [height, width] */ heatmap: Float32Array; problem?: undefined }
    | { problem: string; score?: undefined }
  );

/**
 * Scores image files in batches, in their order. While one batch is scored, the next is read.
 * @param batchSize largest number of images that are scored at once
 */
export async function* scoreFiles(
  detector: LoadedDetector,
  files: readonly FoundImage[],
  batchSize: number,
): AsyncGenerator<ScoredFile[]> {
  const read = (start: number) => readBatch(detector, files.slice(start, start + batchSize));
  let next = read(0);
  for (let start = 0; start < files.length; start += batchSize) {
    const batch = await next;
    next = read(start + batchSize);
    yield await scoreBatch(detector, batch);
  }
}

type ReadFile = FoundImage & ({ pixels: Uint8Array; problem?: undefined } | { problem: string });

function readBatch({ facts }: LoadedDetector, files: FoundImage[]): Promise<ReadFile[]> {
  return Promise.all(
    files.map(async (file) => {
      try {
        return { ...file, pixels: await readTestImage(file.path, facts.reading, 'It') };
      } catch (error) {
        return { ...file, problem: problemOf(error) };
      }
    }),
  );
}

function problemOf(error: unknown): string {
  return (error as Error).message.split('\n')[0]!;
}

async function scoreBatch(detector: LoadedDetector, files: ReadFile[]): Promise<ScoredFile[]> {
  const { image } = detector.facts;
  const readable = files.filter((file) => file.problem === undefined);
  const input = new Float32Array(readable.length * imageSize(image));
  readable.forEach(({ pixels }, i) => writeChannelsFirst(pixels, image.channels, input, i * pixels.length));
  const { scores, heatmaps } =
    readable.length > 0 ? await detector.score(input, readable.length) : { scores: [], heatmaps: input };
  let index = 0;
  const size = image.height * image.width;
  return files.map(({ path, place, problem }) => {
    if (problem !== undefined) return { path, place, problem };
    const at = index++;
    const score = scores[at]!;
    if (!Number.isFinite(score)) return { path, place, problem: 'Its score is not a finite number.' };
    return { path, place, score, heatmap: heatmaps.slice(at * size, (at + 1) * size) };
  });
}

function writeChannelsFirst(
  pixels: Uint8Array,
  channels: number,
  target: Float32Array,
  offset: number,
): void {
  const size = pixels.length / channels;
  for (let i = 0; i < size; i++)
    for (let channel = 0; channel < channels; channel++)
      target[offset + channel * size + i] = pixels[i * channels + channel]!;
}
