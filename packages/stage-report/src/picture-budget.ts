import { type PictureFile, overviewFiles, previewFile, sampleFiles } from '@fcdd/records';
import type { ClassResults, RunResults } from './experiment-results.ts';
import type { Picture } from './picture.ts';

/** Shown at once. */
export const sampleNames: PictureFile[] = [...sampleFiles.local, ...sampleFiles.global];

/** Large ones, folded. */
export const moreNames: PictureFile[] = [previewFile, overviewFiles.test, overviewFiles.train];

/** Bytes of all pictures in a page, which as text take a third more, beside its charts below 25 MB. */
const pictureBudget = 16e6;

/**
 * Which pictures go into the page as long as there is room: everything small of the best seed of each class first, then
 * of the others, then what is large.
 */
export function choosePictures(classes: readonly ClassResults[], budget = pictureBudget): Set<Picture> {
  const best = classes.map(({ runs }) => bestOf(runs));
  const others = classes.flatMap(({ runs }) => runs.filter((run) => !best.includes(run)));
  const byImportance = [
    ...[best, others].flatMap((runs) =>
      [extremes, combined, named(sampleNames)].flatMap((kind) => runs.flatMap(kind)),
    ),
    ...[...best, ...others].flatMap(named(moreNames)),
  ];
  let room = budget;
  return new Set(
    byImportance.filter((picture): picture is Picture => {
      if (!picture || picture.bytes.length > room) return false;
      room -= picture.bytes.length;
      return true;
    }),
  );
}

/** The run of highest AUC. */
export function bestOf(runs: readonly RunResults[]): RunResults {
  return runs.reduce((best, run) => (run.roc.auc > best.roc.auc ? run : best));
}

type PicturesOf = (run: RunResults) => (Picture | undefined)[];

const extremes: PicturesOf = ({ extremes }) =>
  extremes.flatMap(({ pictures }) => pictures.map(({ picture }) => picture));

const combined: PicturesOf = ({ combined }) => combined.pictures.map(({ picture }) => picture);

function named(names: PictureFile[]): PicturesOf {
  return ({ pictures }) => names.map((name) => pictures[name]);
}
