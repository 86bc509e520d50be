// Measures the cost of each training sample before the net sees it, compared with a step of FCDD_CNN224, and prints
// Markdown tables. Times are processor times, which other users of the machine hardly affect.
import os from 'node:os';
import { parseArgs } from 'node:util';
import {
  type SyntheticSource,
  type SynthesizingMode,
  createAnomalyMaker,
  createNoiseSource,
  syntheticSources,
} from '@fcdd/anomalies';
import { createPreprocessing, dataSets } from '@fcdd/data-sets';
import { type ImageReader, emptyStack, readerOf } from '@fcdd/images';
import { createRandom } from '@fcdd/random';

const { values: options } = parseArgs({
  options: {
    images: { type: 'string', default: '200' },
    batch: { type: 'string', default: '32' },
    // Milliseconds of a training step: npm run bench:training -- --nets FCDD_CNN224 --modes step
    step: { type: 'string', default: '1231' },
  },
});

const shape = { height: 224, width: 224, channels: 3 };
const batch = Number(options.batch);
const step = Number(options.step);
const ways: [SynthesizingMode, online: boolean][] = [
  ['noise', true],
  ['malformed_normal', true],
  ['malformed_normal_gt', true],
  ['malformed_normal_gt', false],
];

console.log(`${os.cpus()[0]!.model}, Node ${process.versions.node}, images of 224x224x3`);
console.log(`Processor time per sample in ms; share of a step of ${step} ms, with batches of ${batch}`);
printAnomalies();
printPreprocessing();

function printAnomalies(): void {
  const titles = ways.map(([mode, online]) => `${mode}, ${online ? 'online' : 'offline'}`);
  printHeader(['anomalies, half of the samples', ...titles]);
  const nominal = randomImages(4);
  for (const source of Object.keys(syntheticSources) as SyntheticSource[]) {
    const cells = ways.map(([mode, online]) => {
      const noise = createNoiseSource({ source }, shape, createRandom('noise'));
      const make = createAnomalyMaker({ mode, online, noise, nominal });
      const target = new Uint8Array(224 * 224 * 3);
      const map = mode === 'malformed_normal_gt' ? new Uint8Array(224 * 224) : undefined;
      return cellOf(
        timeOf((index) => make(index % nominal.count, index, target, map)),
        batch / 2,
      );
    });
    printRow([source, ...cells]);
  }
}

function printPreprocessing(): void {
  printHeader(['preprocessing of mvtec', 'augmentation with map', 'normalization', 'both']);
  const statistics = {
    mean: [0.4, 0.4, 0.4],
    standardDeviation: [0.2, 0.2, 0.2],
    contrast: { smallest: -3, largest: 3 },
  };
  for (const name of dataSets.mvtec!.preprocessings) {
    const preprocessing = createPreprocessing('mvtec', name, statistics, shape);
    const { height, width } = preprocessing.storedShape;
    const random = createRandom(name);
    const pixels = Uint8Array.from({ length: height * width * 3 }, () => random.integer(256));
    const augmented = new Uint8Array(224 * 224 * 3);
    const normalized = new Float32Array(224 * 224 * 3);
    const map = { values: new Uint8Array(height * width), target: new Uint8Array(224 * 224) };
    const augment = timeOf(() => preprocessing.augment(pixels, random, augmented, map));
    const normalize = timeOf(() => preprocessing.normalize(augmented, normalized, random));
    const cells = [augment, normalize, augment + normalize].map((milliseconds) =>
      cellOf(milliseconds, batch),
    );
    printRow([name, ...cells]);
  }
}

function randomImages(count: number): ImageReader {
  const stack = emptyStack(count, 224, 224, 3);
  const random = createRandom('images');
  for (let i = 0; i < stack.pixels.length; i++) stack.pixels[i] = random.integer(256);
  return readerOf(stack);
}

/** Measures milliseconds per call, after a warm-up of a quarter as many calls. */
function timeOf(work: (index: number) => void): number {
  const count = Number(options.images);
  for (let index = 0; index < count / 4; index++) work(index);
  const start = process.cpuUsage();
  for (let index = 0; index < count; index++) work(index);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / count;
}

/** @param count number of such samples in a batch */
function cellOf(milliseconds: number, count: number): string {
  return `${milliseconds.toFixed(2)} (${((100 * count * milliseconds) / step).toFixed(1)} %)`;
}

function printHeader(titles: string[]): void {
  console.log();
  printRow(titles);
  printRow(titles.map(() => '---'));
}

function printRow(cells: string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}
