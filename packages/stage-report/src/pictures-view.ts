import type { ClassResults, PictureName, RunResults } from './experiment-results.ts';
import { formatAuc, formatScore } from './format.ts';
import { type Picture, toDataUri } from './picture.ts';

/** One run of a class with its pictures, as the page shows it. */
export interface RunView {
  seed: number;
  auc: string;
  isOpen: boolean;
  /** Shown at once. */
  samples: PictureView[];
  /** Large ones, folded. */
  more: PictureView[];
}

export interface PictureView {
  caption: string;
  alternative: string;
  /** Path below the results of the experiment. */
  file: string;
  isMissing: boolean;
  /** Too wide for a phone. */
  isWide: boolean;
  width: number;
  height: number;
  /** Data URI; empty where the picture is not in the page. */
  source: string;
  /** Anomaly scores of its columns, where it has a single row. */
  scores: string[];
}

type Captions = [name: PictureName, caption: string][];

const sampleCaptions: Captions = [
  ['heatmaps_paper_local_lbl0.png', 'Nominal test images, each heatmap on a scale of its own'],
  ['heatmaps_paper_local_lbl1.png', 'Anomalous test images, each heatmap on a scale of its own'],
  ['heatmaps_paper_global_lbl0.png', 'Nominal test images, all heatmaps on one scale'],
  ['heatmaps_paper_global_lbl1.png', 'Anomalous test images, all heatmaps on one scale'],
];

const overview =
  'all heatmaps on one scale. From above: the first nominal ones; the first anomalous ones; the nominal ones that the detector finds least (left half) and most anomalous (right half); the same of the anomalous ones';

const moreCaptions: Captions = [
  [
    'ds_preview.png',
    'Training samples as the net sees them, a row for each label; below, their ground-truth maps, if any',
  ],
  ['heatmaps_global.png', `Test images, ${overview}`],
  ['train_heatmaps_global.png', `Training images, ${overview}`],
];

/** Bytes of all pictures in a page; as text they take a third more. */
const pictureBudget = 15e6;

/** Which pictures go into the page: the samples of all runs, then the large ones, as long as there is room. */
export function choosePictures(classes: readonly ClassResults[], budget = pictureBudget): Set<Picture> {
  const runs = classes.flatMap(({ runs }) => runs);
  const byImportance = [sampleCaptions, moreCaptions].flatMap((captions) =>
    runs.flatMap(({ pictures }) => captions.map(([name]) => pictures[name])),
  );
  let room = budget;
  return new Set(
    byImportance.filter((picture): picture is Picture => {
      if (!picture || picture.bytes.length > room) return false;
      room -= picture.bytes.length;
      return true;
    }),
  );
}

/** @param embedded pictures that are in the page; of others it says where they are */
export function runViews({ name, runs }: ClassResults, embedded: Set<Picture>): RunView[] {
  return runs.map((run, index) => {
    const view = ([file, caption]: Captions[number]) => pictureView(file, caption, name, run, embedded);
    return {
      seed: run.seed,
      auc: formatAuc(run.roc.auc),
      isOpen: index === 0,
      samples: sampleCaptions.map(view),
      more: moreCaptions.map(view),
    };
  });
}

function pictureView(
  file: PictureName,
  caption: string,
  className: string,
  { seed, folder, pictures, samples }: RunResults,
  embedded: Set<Picture>,
): PictureView {
  const picture = pictures[file];
  const rows = samples.find((picture) => picture.file === file)?.rows ?? [];
  return {
    caption,
    alternative: `${caption}; nominal class ${className}, seed ${seed}`,
    file: `${folder}/${file}`,
    isMissing: !picture,
    isWide: (picture?.width ?? 0) > 375,
    width: picture?.width ?? 0,
    height: picture?.height ?? 0,
    source: picture && embedded.has(picture) ? toDataUri(picture) : '',
    scores: rows.length === 1 ? rows[0]!.map(({ score }) => formatScore(score)) : [],
  };
}
