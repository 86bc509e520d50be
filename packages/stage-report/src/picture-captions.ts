import { type PictureFile, overviewFiles, previewFile, sampleFiles } from '@fcdd/records';

/** Facts that the words of a caption depend on. */
export interface Shown {
  /** Label of nominal samples. */
  nominalLabel: 0 | 1;
  /** Whether ground-truth maps are below the heatmaps. */
  hasMaps: boolean;
}

/** Writes the caption of a picture of a run. */
export function pictureCaption(name: PictureFile, shown: Shown): string {
  return captions[name](shown);
}

const captions: Record<PictureFile, (shown: Shown) => string> = {
  [previewFile]: (shown) =>
    `Training samples as the net sees them: ${kindsOf(shown).join(' ones above, ')} ones below; then their ground-truth maps, if any, ${meaningOfWhite(shown)}`,
  [sampleFiles.local[0]]: (shown) => samples(0, 'each heatmap on its own scale', shown),
  [sampleFiles.local[1]]: (shown) => samples(1, 'each heatmap on its own scale', shown),
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
  return `${set} images, all heatmaps on one scale${maps(shown)}. From top to bottom: the first ${first} ones; the first ${second} ones; the ${first} ones with the lowest (left half) and highest scores (right half); the same for the ${second} ones`;
}

function maps(shown: Shown): string {
  return shown.hasMaps ? `, ground-truth maps below them, ${meaningOfWhite(shown)}` : '';
}

/** Explains white pixels of ground-truth maps: they have label 1, so a good heatmap is red there. */
function meaningOfWhite(shown: Shown): string {
  return `white where pixels are ${kindsOf(shown)[1]}`;
}

/** Kinds of samples with label 0 and with label 1. */
function kindsOf({ nominalLabel }: Shown): [string, string] {
  return nominalLabel === 0 ? ['nominal', 'anomalous'] : ['anomalous', 'nominal'];
}
