// Times the exact evaluation per pixel of 1,700 heatmaps against maps of one megapixel, and prints a table in Markdown.
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { PixelEvaluator } from '@fcdd/metrics';
import { createTestSet } from './pixel-metrics-images.ts';

const { values: options } = parseArgs({
  options: {
    images: { type: 'string', default: '1700' },
    sizes: { type: 'string', default: '224,1024' },
    /** Of the process that evaluates heatmaps of this size; set by the benchmark for itself. */
    only: { type: 'string' },
  },
});
const mapSize = 1024;

if (options.only) evaluate(Number(options.only));
else compare();

/** Each size in a process of its own, whose peak memory is that of the evaluation. */
function compare(): void {
  console.log(`${os.cpus()[0]!.model}, ${os.cpus().length} cores, ${os.type()} ${os.release()}`);
  console.log(`${options.images} maps of ${mapSize} x ${mapSize} pixels\n`);
  console.log(
    '| heatmaps | evaluation, s | making the images, s | peak memory, MB | AUC | AP | PRO | best F1 |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const size of options.sizes.split(',')) {
    const own = [...process.execArgv, process.argv[1]!, '--images', options.images, '--only', size];
    console.log(execFileSync(process.execPath, own, { encoding: 'utf8' }).trim());
  }
}

function evaluate(size: number): void {
  const images = createTestSet(size, mapSize);
  const evaluator = new PixelEvaluator();
  let [making, evaluating] = [0, 0];
  for (let index = 0; index < Number(options.images); index++) {
    const start = performance.now();
    const { heatmap, map } = images(index);
    const made = performance.now();
    evaluator.add(heatmap, map);
    making += made - start;
    evaluating += performance.now() - made;
  }
  const start = performance.now();
  const { auc, averagePrecision, pro, bestF1 } = evaluator.result();
  evaluating += performance.now() - start;
  const figures = [auc, averagePrecision, pro, bestF1.f1].map((figure) => figure.toFixed(6));
  const seconds = [evaluating, making].map((milliseconds) => (milliseconds / 1000).toFixed(1));
  const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  console.log(`| ${[`${size} x ${size}`, ...seconds, peak, ...figures].join(' | ')} |`);
}
