// Measures the exact evaluation of 1,700 heatmaps against maps of one megapixel, and scikit-learn's evaluation of a
// few of them. Prints a Markdown table.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nearestIndices } from '@fcdd/images';
import { PixelEvaluator } from '@fcdd/metrics';
import { createTestSet, writeTestSet } from './pixel-metrics-images.ts';

const { values: options } = parseArgs({
  options: {
    images: { type: 'string', default: '1700' },
    sizes: { type: 'string', default: '224,1024' },
    /** Number of images for scikit-learn, whose memory grows with them. */
    peer: { type: 'string', default: '10' },
    /**
     * Only heatmaps of this size. The benchmark calls itself with this option, so that each size has its own peak
     * memory.
     */
    only: { type: 'string' },
  },
});
const mapSize = 1024;
const peer = new URL('pixel-metrics-peer.py', import.meta.url).pathname;

if (options.only) console.log(evaluate(Number(options.only), Number(options.images)));
else compare();

function compare(): void {
  console.log(`${os.cpus()[0]!.model}, ${os.cpus().length} cores, ${os.type()} ${os.release()}`);
  console.log(`Maps of ${mapSize} x ${mapSize} pixels; making the images is not counted\n`);
  console.log(
    '| by | images | heatmaps | time, s | processor, s | peak memory, MB | AUC | AP | PRO | best F1 |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const size of options.sizes.split(',')) console.log(ofOwnProcess(size, options.images));
  if (!hasPeer()) return console.log('No comparison: no python3 here has the modules sklearn and scipy.');
  console.log(ofOwnProcess(`${mapSize}`, options.peer));
  console.log(evaluateWithPeer(Number(options.peer)));
}

function ofOwnProcess(size: string, images: string): string {
  const own = [...process.execArgv, process.argv[1]!, '--images', images, '--only', size];
  return execFileSync(process.execPath, own, { encoding: 'utf8' }).trim();
}

function evaluate(size: number, count: number): string {
  const images = createTestSet(size, mapSize);
  const evaluator = new PixelEvaluator();
  const time = { wall: 0, processor: 0 };
  for (let index = 0; index < count; index++) {
    const { heatmap, map } = images(index);
    measure(time, () => evaluator.add(heatmap, map, nearestIndices));
  }
  const { auc, averagePrecision, pro, bestF1 } = measure(time, () => evaluator.result());
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  const figures = [auc, averagePrecision, pro, bestF1.f1];
  return row('ours', count, size, [time.wall, time.processor, peakMegabytes], figures);
}

function measure<Result>(time: { wall: number; processor: number }, work: () => Result): Result {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(used);
  time.wall += (performance.now() - start) / 1e3;
  time.processor += (user + system) / 1e6;
  return result;
}

function hasPeer(): boolean {
  return spawnSync('/usr/bin/python3', ['-c', 'import sklearn, scipy']).status === 0;
}

function evaluateWithPeer(count: number): string {
  const folder = mkdtempSync(join(os.tmpdir(), 'fcdd-pixel-metrics-'));
  try {
    const files = [join(folder, 'heatmaps'), join(folder, 'maps')] as const;
    writeTestSet(mapSize, count, ...files);
    const answer = execFileSync('/usr/bin/python3', [peer, ...files, `${mapSize}`], { encoding: 'utf8' });
    const { seconds, processor, peakMegabytes, figures, version } = JSON.parse(answer);
    return row(`scikit-learn ${version}`, count, mapSize, [seconds, processor, peakMegabytes], figures);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function row(by: string, count: number, size: number, costs: number[], figures: number[]): string {
  const [seconds, processor, peak] = costs as [number, number, number];
  const cells = [by, count, `${size} x ${size}`, seconds.toFixed(1), processor.toFixed(1), peak.toFixed(0)];
  return `| ${[...cells, ...figures.map((figure) => figure.toFixed(9))].join(' | ')} |`;
}
