import { type Layer, formatScore, renderPicture } from '@fcdd/report-pages';
import type { ShownExtreme } from './extremes.ts';
import { type Picture, toDataUri } from './picture.ts';

/** Images of one label at one end of its scores; the outermost comes first. */
export interface GalleryView {
  heading: string;
  /** HTML of the pictures. */
  pictures: string[];
  /** Paths of inputs below the experiment's results, for pictures that are not in the page. */
  files: string[];
}

/**
 * Shows the hits and misses of a run: the most nominal and the most anomalous images of each label.
 * @param nominalLabel label of nominal samples; high scores mean label 1
 */
export function galleryViews(
  extremes: readonly ShownExtreme[],
  runFolder: string,
  embedded: Set<Picture>,
  nominalLabel: 0 | 1,
): GalleryView[] {
  return galleries.flatMap(({ isNominal, foundNominal, verdict }) => {
    const label = isNominal ? nominalLabel : 1 - nominalLabel;
    // Scores rise with the probability of label 1.
    const end = foundNominal === (nominalLabel === 0) ? 'lowest' : 'highest';
    const shown = extremes
      .filter((extreme) => extreme.label === label && extreme.end === end)
      .toSorted((a, b) => (end === 'highest' ? b.score - a.score : a.score - b.score));
    if (shown.length === 0) return [];
    const kind = isNominal ? 'Nominal' : 'Anomalous';
    const isEmbedded = ({ pictures }: ShownExtreme) => pictures.every(({ picture }) => embedded.has(picture));
    return {
      heading: `${kind} images that look most ${foundNominal ? 'nominal' : 'anomalous'}: ${verdict}`,
      pictures: shown.filter(isEmbedded).map((extreme) => renderExtreme(extreme, kind)),
      files: shown
        .filter((extreme) => !isEmbedded(extreme))
        .map(({ files }) => `${runFolder}/${files.input}`),
    };
  });
}

/** Galleries in their order on the page. Misses come first, because they tell a reader most. */
const galleries = [
  { isNominal: true, foundNominal: false, verdict: 'false alarms, if any' },
  { isNominal: false, foundNominal: true, verdict: 'missed, if any' },
  { isNominal: false, foundNominal: false, verdict: 'found' },
  { isNominal: true, foundNominal: true, verdict: 'left alone' },
];

function renderExtreme({ index, score, pictures }: ShownExtreme, kind: string): string {
  const layers = pictures.map(({ name, picture }): Layer => {
    const label = labels[name];
    return {
      label,
      source: toDataUri(picture),
      alternative: `${label} of test image ${index}, ${kind.toLowerCase()}`,
      width: picture.width,
      height: picture.height,
      isOverlay: name === 'heatmap',
    };
  });
  return renderPicture({ title: formatScore(score), note: `Image ${index}`, layers, isThumbnail: true });
}

const labels = { input: 'Image', heatmap: 'Heatmap', map: 'Ground truth' };
