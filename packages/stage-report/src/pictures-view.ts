import { compileTemplate, formatAuc, formatScore, renderPicture } from '@fcdd/report-pages';
import type { PictureFile } from '@fcdd/records';
import type { ClassResults, RunResults } from './experiment-results.ts';
import { type GalleryView, galleryViews } from './extremes-view.ts';
import { bestOf, moreNames, sampleNames } from './picture-budget.ts';
import { pictureCaption } from './picture-captions.ts';
import { type Picture, toDataUri } from './picture.ts';
import missingTemplate from './templates/missing-picture.hbs';

/** One run of a class with its pictures, as the page shows it. */
export interface RunView {
  seed: number;
  auc: string;
  isOpen: boolean;
  /** Hits and misses. */
  galleries: GalleryView[];
  /** HTML of small pictures, which are always visible. */
  samples: string[];
  /** HTML of large pictures, which the reader expands. */
  more: string[];
}

/**
 * Shows the runs of a class; the best run is expanded.
 * @param embedded pictures that are in the page; the page links to others
 * @param nominalLabel label of nominal samples
 */
export function runViews(
  { name, runs }: ClassResults,
  embedded: Set<Picture>,
  nominalLabel: 0 | 1,
): RunView[] {
  return runs.map((run) => {
    const render = (file: PictureFile) => renderNamed(file, name, run, embedded, nominalLabel);
    return {
      seed: run.seed,
      auc: formatAuc(run.roc.auc),
      isOpen: run === bestOf(runs),
      galleries: galleryViews(run.extremes, run.folder, embedded, nominalLabel),
      samples: sampleNames.map(render),
      more: moreNames.map(render),
    };
  });
}

const renderMissing = compileTemplate<{ caption: string; file: string; isThere: boolean }>(missingTemplate);

function renderNamed(
  file: PictureFile,
  className: string,
  { seed, folder, pictures, samples }: RunResults,
  embedded: Set<Picture>,
  nominalLabel: 0 | 1,
): string {
  const picture = pictures[file];
  const { rows = [], hasMaps = false } = samples.find((picture) => picture.file === file) ?? {};
  const caption = pictureCaption(file, { nominalLabel, hasMaps });
  if (!picture || !embedded.has(picture))
    return renderMissing({ caption, file: `${folder}/${file}`, isThere: picture !== undefined });
  const scores = rows.length === 1 ? rows[0]!.map(({ score }) => formatScore(score)) : [];
  return renderPicture({
    title: `${caption}.`,
    note: scores.length > 0 ? `Scores from left to right: ${scores.join(', ')}.` : '',
    layers: [
      {
        label: 'Picture',
        source: toDataUri(picture),
        alternative: `${caption}; nominal class ${className}, seed ${seed}`,
        width: picture.width,
        height: picture.height,
      },
    ],
  });
}
