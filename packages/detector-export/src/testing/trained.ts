import type { PreprocessingName } from '@fcdd/preprocessing';
import { createPreprocessing } from '@fcdd/data-sets';
import { resolveEngine, startEngine } from '@fcdd/engine';
import { detectorNamed } from '@fcdd/detectors';
import { scoreImages } from '@fcdd/detectors/scoring';
import { smoothMaps } from '@fcdd/detectors/smoothing';
import type { ImageBatch, TrainingBatch } from '@fcdd/fitting';
import { createRandom } from '@fcdd/random';
import {
  type DetectorSnapshot,
  writeSnapshot,
  writeHeatmapPictures,
  writeJson,
  writeRoc,
} from '@fcdd/records';

const size = 28 * 28;

const fitContext = {
  epochs: 1,
  optimizer: { type: 'sgd', learningRate: 0.001, weightDecay: 0 },
  schedule: { type: 'exponential', factor: 1 },
  accumulate: 1,
  random: createRandom('training'),
  signal: new AbortController().signal,
} as const;

async function* repeat(batch: TrainingBatch): AsyncGenerator<TrainingBatch, void, void> {
  for (;;) yield batch;
}

type GradientKind = 'grad' | 'xgrad';

/** Scale of the heatmaps of all detectors in these tests. */
export const scale = { gaussStd: 1.2, quantile: 0.9, range: { smallest: 0, scale: 0.5 } };

/** An image of random pixels, whose brightness follows from its index. */
export function imageAt(index: number): Uint8Array {
  const random = createRandom('image', index);
  return Uint8Array.from({ length: size }, () => random.integer(40 * (index + 1)));
}

export const images = Array.from({ length: 5 }, (_, index) => imageAt(index));

/** Trains a detector for an epoch of a few steps, and writes it to a folder as a run does. */
export async function trainDetector(
  folder: string,
  name: string,
  objectiveName: string,
  preprocessing: PreprocessingName,
  gradient: GradientKind = 'grad',
): Promise<DetectorSnapshot> {
  await startEngine(resolveEngine({ backend: 'onnxruntime', device: 'cpu' }), { threads: 1 });
  const description = {
    detector: { name: objectiveName, net: name, bias: true, lossGaussStd: null },
    ...{ dataSet: 'mnist', preprocessing },
    statistics: { mean: [0.13], standardDeviation: [0.3], contrast: { smallest: -1, largest: 5 } },
    nominalClass: { index: 3, name: '3' },
    nominalLabel: 0 as const,
  };
  const definition = detectorNamed(objectiveName);
  const trained = await definition.create({
    parameters: { ...description.detector, gradient },
    random: createRandom(name),
  });
  const batch = normalized(images.slice(0, 4), description);
  const labels = Uint8Array.from(definition.learnsFrom === 'nominal' ? [0, 0, 0, 0] : [0, 0, 1, 1]);
  await trained.fit({ batches: repeat({ ...batch, labels }), batchesPerEpoch: 3 }, fitContext);
  const detector = { ...description, weights: await trained.state() };
  trained.dispose();

  await writeSnapshot(folder, detector);
  await writeJson(`${folder}/config.json`, { epochs: 1 });
  await writeRoc(folder, { auc: 0.9, fpr: [0, 0, 0.5, 1], tpr: [0, 0.5, 1, 1], ths: [null, 3, 2, 1] });
  await writeHeatmapPictures(folder, [], { ...scale, explaining: { gradient } });
  return detector;
}

/** Computes scores and full-size heatmaps as the stages do. */
export async function scoreAsTrained(
  { detector, weights, ...description }: DetectorSnapshot,
  images: readonly Uint8Array[],
  gradient: GradientKind = 'grad',
) {
  const restored = await detectorNamed(detector.name).create({ parameters: { ...detector, gradient } });
  restored.load(weights);
  const { smoothing } = restored;
  const { scores, maps } = await scoreImages(restored, [normalized(images, description)]);
  restored.dispose();
  const { height, width, values } = maps;
  const heatmaps = smoothMaps(smoothing, values, images.length, height, width, 28, scale.gaussStd);
  return { scores, heatmaps };
}

function normalized(
  images: readonly Uint8Array[],
  { dataSet, preprocessing, statistics }: Pick<DetectorSnapshot, 'dataSet' | 'preprocessing' | 'statistics'>,
): ImageBatch {
  const { normalize } = createPreprocessing(dataSet, preprocessing as PreprocessingName, statistics, {
    height: 28,
    width: 28,
    channels: 1,
  });
  const values = new Float32Array(images.length * size);
  images.forEach((image, i) => normalize(image, values.subarray(i * size, (i + 1) * size)));
  return { images: values, count: images.length };
}
