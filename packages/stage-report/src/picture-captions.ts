import { type PictureFile, overviewFiles, previewFile, sampleFiles } from '@fcdd/records';

/** What the words of a caption depend on. */
export interface Shown {
  /** The label that nominal samples have. */
  nominalLabel: 0 | 1;
  /** Whether ground-truth maps stand below the heatmaps. */
  hasMaps: boolean;
}

/** What a picture of a run shows, for its reader. */
export function pictureCaption(name: PictureFile, shown: Shown): string {
  return captions[name](shown);
}

const captions: Record<PictureFile, (shown: Shown) => string> = {
  [previewFile]: (shown) =>
    `Training samples as the net sees them: ${kindsOf(shown).join(' ones above, ')} ones below; then their ground-truth maps, if any, ${meaningOfWhite(shown)}`,
  [sampleFiles.local[0]]: (shown) => samples(0, 'each heatmap on a scale of its own', shown),
  [sampleFiles.local[1]]: (shown) => samples(1, 'each heatmap on a scale of its own', shown),
  [sampleFiles.global[0]]: (shown) => samples(0, 'all heatmaps on one scale', shown),
  [sampleFiles.global[1]]: (shown) => samples(1, 'all heatmaps on one scale', shown),
  [overviewFiles.test]: (shown) => overview('Test', shown),
  [overviewFiles.train]: (shown) => overview('Training', shown),
};

function samples(label: 0 | 1, scale: string, shown: Shown): string {
  const kind = kindsOf(shown)[label];
  return `${kind[0]!.toUpperCase()}${kind.slice(1)} test images, ${scale}${maps(shown)}`;
}

function overview(set: string, shown: Shown): string {
  const [first, second] = kindsOf(shown);
  return `${set} images, all heatmaps on one scale${maps(shown)}. From above: the first ${first} ones; the first ${second} ones; the ${first} ones of lowest (left half) and highest score (right half); the same of the ${second} ones`;
}

function maps(shown: Shown): string {
  return shown.hasMaps ? `, ground-truth maps below them, ${meaningOfWhite(shown)}` : '';
}

/** As heatmaps are red where they should be, maps are white: at pixels of label 1. */
function meaningOfWhite(shown: Shown): string {
  return `white where pixels are ${kindsOf(shown)[1]}`;
}

/** Of label 0, and of label 1. */
function kindsOf({ nominalLabel }: Shown): [string, string] {
  return nominalLabel === 0 ? ['nominal', 'anomalous'] : ['anomalous', 'nominal'];
}
