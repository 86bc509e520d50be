import { appendFileSync } from 'node:fs';
import type { Heatmap, PixelMap } from '@fcdd/metrics';

interface TestImage {
  heatmap: Heatmap;
  map: PixelMap;
}

/** Number of different images before they repeat at other intensities, so that making them takes little time. */
const distinct = 16;

/**
 * Makes a test set like MVTec AD. Three of four images have one to three round anomalies with high scores. Everywhere
 * there are smooth false alarms and noise. All pixels have different scores, like those of a net.
 * @returns the image of this index, valid until the next call
 */
export function createTestSet(heatmapSize: number, mapSize: number): (index: number) => TestImage {
  const random = createRandom();
  const images = Array.from({ length: distinct }, (_, index) =>
    createImage(index % 4 === 0 ? 0 : index % 4, heatmapSize, mapSize, random),
  );
  const values = new Float32Array(heatmapSize ** 2);
  return (index) => {
    const { heatmap, map } = images[index % distinct]!;
    const intensity = 0.5 + random();
    for (let i = 0; i < values.length; i++) values[i] = heatmap.values[i]! * intensity;
    return { heatmap: { ...heatmap, values }, map };
  };
}

/** Writes the first images for another program, as float32 heatmaps and uint8 maps of the same size. */
export function writeTestSet(size: number, count: number, heatmapsFile: string, mapsFile: string): void {
  const images = createTestSet(size, size);
  for (let index = 0; index < count; index++) {
    const { heatmap, map } = images(index);
    appendFileSync(heatmapsFile, new Uint8Array(heatmap.values.buffer));
    appendFileSync(mapsFile, map.values);
  }
}

interface Blob {
  x: number;
  y: number;
  radius: number;
}

function createImage(
  anomalies: number,
  heatmapSize: number,
  mapSize: number,
  random: () => number,
): TestImage {
  const newBlob = (): Blob => ({ x: random(), y: random(), radius: 0.02 + 0.08 * random() });
  const anomalous = Array.from({ length: anomalies }, newBlob);
  const alarms = Array.from({ length: 5 }, newBlob);
  const map = new Uint8Array(mapSize ** 2);
  forEachPixel(mapSize, (x, y, i) => {
    map[i] = anomalous.some((blob) => distance(blob, x, y) < 1) ? 1 : 0;
  });
  const heatmap = new Float32Array(heatmapSize ** 2);
  forEachPixel(heatmapSize, (x, y, i) => {
    const glow = (blob: Blob) => Math.exp(-(distance(blob, x, y) ** 2));
    const sum = (blobs: Blob[]) => blobs.reduce((total, blob) => total + glow(blob), 0);
    heatmap[i] = sum(anomalous) + 0.4 * sum(alarms) + 0.05 + 0.02 * random();
  });
  return {
    heatmap: { height: heatmapSize, width: heatmapSize, values: heatmap },
    map: { height: mapSize, width: mapSize, values: map },
  };
}

/** Distance from the centre in radii of the blob. */
function distance({ x, y, radius }: Blob, otherX: number, otherY: number): number {
  return Math.hypot(x - otherX, y - otherY) / radius;
}

/** Visits all pixels with coordinates from 0 to 1. */
function forEachPixel(size: number, visit: (x: number, y: number, index: number) => void): void {
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) visit((x + 0.5) / size, (y + 0.5) / size, y * size + x);
}

/** Makes a linear congruential generator of numbers from 0 to 1, always the same ones. */
function createRandom(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
