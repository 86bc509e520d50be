import type { ClassResults, PictureName, RunResults } from './experiment-results.ts';
import { formatAuc, formatScore } from './format.ts';
import { pictureCaption } from './picture-captions.ts';
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

const sampleNames: PictureName[] = [
  'heatmaps_paper_local_lbl0.png',
  'heatmaps_paper_local_lbl1.png',
  'heatmaps_paper_global_lbl0.png',
  'heatmaps_paper_global_lbl1.png',
];

const moreNames: PictureName[] = ['ds_preview.png', 'heatmaps_global.png', 'train_heatmaps_global.png'];

/** Bytes of all pictures in a page; as text they take a third more. */
const pictureBudget = 15e6;

/** Which pictures go into the page: samples of all runs, then with baselines, then large ones, as long as there is room. */
export function choosePictures(classes: readonly ClassResults[], budget = pictureBudget): Set<Picture> {
  const runs = classes.flatMap(({ runs }) => runs);
  const named = (names: PictureName[]) => runs.flatMap(({ pictures }) => names.map((name) => pictures[name]));
  const combined = runs.flatMap(({ combined }) => combined.pictures.map(({ picture }) => picture));
  const byImportance = [...named(sampleNames), ...combined, ...named(moreNames)];
  let room = budget;
  return new Set(
    byImportance.filter((picture): picture is Picture => {
      if (!picture || picture.bytes.length > room) return false;
      room -= picture.bytes.length;
      return true;
    }),
  );
}

/**
 * @param embedded pictures that are in the page; of others it says where they are
 * @param nominalLabel that nominal samples have
 */
export function runViews(
  { name, runs }: ClassResults,
  embedded: Set<Picture>,
  nominalLabel: 0 | 1,
): RunView[] {
  return runs.map((run, index) => {
    const view = (file: PictureName) => pictureView(file, name, run, embedded, nominalLabel);
    return {
      seed: run.seed,
      auc: formatAuc(run.roc.auc),
      isOpen: index === 0,
      samples: sampleNames.map(view),
      more: moreNames.map(view),
    };
  });
}

function pictureView(
  file: PictureName,
  className: string,
  { seed, folder, pictures, samples }: RunResults,
  embedded: Set<Picture>,
  nominalLabel: 0 | 1,
): PictureView {
  const picture = pictures[file];
  const { rows = [], hasMaps = false } = samples.find((picture) => picture.file === file) ?? {};
  const caption = pictureCaption(file, { nominalLabel, hasMaps });
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
