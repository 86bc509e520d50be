import { type ImageShape, readImage, resizeNearest } from '@fcdd/images';
import { mvtecClasses } from './classes.ts';
import type { MvtecCopy, MvtecFile, MvtecPlace } from './files.ts';
import { readMvtecImages } from './images.ts';
import { isDefective, pairKey } from './pairs.ts';
import { findMvtec } from './sources.ts';
import { surveyMvtec } from './survey.ts';
import type { OutlierImage, OutlierPool, OutlierPoolRequest } from '../outliers/outlier-pool.ts';

/**
 * Images of defects from the test set of MVTec-AD. Each type of defect of each class is a group.
 * @param hasMaps whether they come with their ground-truth maps
 * @throws DataError where the data set is nowhere, or an image or mask is missing or unsound
 */
export async function openDefects(request: OutlierPoolRequest, hasMaps: boolean): Promise<OutlierPool> {
  const { shape, exclude, signal } = request;
  const { copy } = await findMvtec(request);
  const survey = await surveyMvtec(copy, signal);
  const classes = mvtecClasses(survey.classes);
  const defects = survey.images.filter((place) => isDefective(place) && !exclude.includes(place.className));
  return {
    count: defects.length,
    hasMaps,
    groups: groupsOf(defects),
    classes: Int32Array.from(defects, ({ className }) => classes.indexOf(className)),
    async *pick(indices) {
      const picked = Array.from(indices, (index) => defects[index]!);
      for await (const { pixels, map } of readDefects(copy, picked, shape))
        yield hasMaps ? { pixels, map } : { pixels };
    },
  };
}

function groupsOf(defects: MvtecPlace[]): Int32Array {
  const groups = new Map<string, number>();
  return Int32Array.from(defects, ({ className, kind }) => {
    const name = `${className}/${kind}`;
    const group = groups.get(name) ?? groups.size;
    groups.set(name, group);
    return group;
  });
}

/** In the order of the survey, since both read the files in the same one. */
async function* readDefects(
  copy: MvtecCopy,
  defects: MvtecPlace[],
  shape: ImageShape,
): AsyncGenerator<OutlierImage> {
  const keys = new Set(defects.map(pairKey));
  let left = keys.size;
  if (left === 0) return;
  const images = readMvtecImages(onlyThese(copy, keys), (source, { name }) =>
    readImage(source, { ...shape, kernel: 'nearest' }, name),
  );
  for await (const { pixels, map } of images) {
    yield { pixels, map: resizeNearest(map!.values, map!.width, map!.height, shape.width, shape.height) };
    left--;
    if (left === 0) return;
  }
}

/** The images of these pairs and their masks. */
async function* onlyThese(copy: MvtecCopy, keys: Set<string>): AsyncGenerator<MvtecFile> {
  for await (const file of copy.files())
    if (file.place.folder !== 'train' && keys.has(pairKey(file.place))) yield file;
}
