import { type PictureFile, overviewFiles, previewFile, sampleFiles } from '@fcdd/records';
import type { ClassResults, RunResults } from './experiment-results.ts';
import type { Picture } from './picture.ts';

/** Small pictures, which are always visible. */
export const sampleNames: PictureFile[] = [...sampleFiles.local, ...sampleFiles.global];

/** Large pictures, which the reader expands. */
export const moreNames: PictureFile[] = [previewFile, overviewFiles.test, overviewFiles.train];

/** Largest size of all pictures in a page, in bytes. As text they take a third more; with charts, a page stays below 25 MB. */
const pictureBudget = 16e6;

/**
 * Chooses the pictures that go into the page while there is room: first small pictures of the best seed of each class,
 * then those of the other seeds, then large pictures.
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

/** The run with the highest AUC. */
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
