import { resolve } from 'node:path';
import { type DataSetEntry, dataSets, ownDataSet } from '@fcdd/data-sets/catalogue';
import { type CustomLayout, readCustomLayout } from '@fcdd/data-sets/own-images';
import { isUserError } from '@fcdd/errors';
import { type RuleProblem, allowedWords, describeValue } from '@fcdd/experiment';
import { type Experiment, OFFICIAL, type ResolvedExperiment, type DataSource } from '../experiment.ts';
import { classNamed } from '../class-named.ts';
import { pathProblems } from './path.ts';

/** A data set, with facts from its folders if it is the user's own. */
export interface DataSetFacts {
  entry: DataSetEntry;
  /** Names of its classes; undefined if the folders do not show them. */
  classes?: string[];
  /** Classes in the user's unpacked copy, which may lack some. */
  present?: string[];
  layout?: CustomLayout;
  problems: RuleProblem[];
}

/** @param folder folder that paths are relative to */
export function dataSetFacts({ dataset: { name, path } }: Experiment, folder: string): DataSetFacts {
  const entry = dataSets[name]!;
  const at = ['dataset', 'path'];
  const isFolder = entry.classes === null;
  if (path === null)
    return {
      entry,
      classes: entry.classes ?? undefined,
      problems: isFolder
        ? [
            {
              path: at,
              message: `The data set ${name} needs the path of a folder.`,
              hint: 'Write path: and a folder with train/<class> and test/<class>, relative to this file.',
            },
          ]
        : [],
    };
  const problems = pathProblems(at, path, folder, isFolder ? 'folder' : 'file or folder');
  if (!isFolder || problems.length)
    return {
      entry,
      classes: entry.classes ?? undefined,
      present: entry.classesIn?.(resolve(folder, path)),
      problems,
    };
  try {
    const layout = readCustomLayout(resolve(folder, path));
    return { entry, classes: layout.classes, layout, problems };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { entry, problems: [{ path: at, message: error.message, hint: error.hint }] };
  }
}

/** Returns the class names of an experiment's data set. Its source must be a path, not yet a digest. */
export function classNamesOf({ dataset: { name, source } }: ResolvedExperiment): string[] {
  return dataSets[name]!.classes ?? readCustomLayout(source).classes;
}

export function resolveClasses(
  { dataset }: Experiment,
  { classes, present = classes }: DataSetFacts,
): { indices: number[]; problems: RuleProblem[] } {
  if (classes === undefined) return { indices: [], problems: [] };
  if (dataset.classes === 'all') {
    const indices = [...classes.keys()].filter((index) => present!.includes(classes[index]!));
    const message = `${describeValue(dataset.path)} has no class of ${dataset.name}.`;
    const hint = `Its classes are ${classes.join(', ')}. Use the data set ${ownDataSet} for other classes.`;
    return { indices, problems: indices.length ? [] : [{ path: ['dataset', 'path'], message, hint }] };
  }
  const found = dataset.classes.map((item) => classNamed(item, classes));
  const indices = found.map((one) => ('index' in one ? one.index : -1));
  const problems = found.flatMap((one, position): RuleProblem[] => {
    const path = ['dataset', 'classes', position];
    const item = dataset.classes[position];
    if ('hint' in one)
      return [{ path, message: `${dataset.name} has no class ${describeValue(item)}.`, hint: one.hint }];
    const given = indices.indexOf(one.index) < position;
    return given ? [{ path, message: `The class ${describeValue(classes[one.index])} is given twice.` }] : [];
  });
  return { indices, problems };
}

export function preprocessingProblems(
  { dataset: { name, preprocessing } }: Experiment,
  { entry: { preprocessings } }: DataSetFacts,
): RuleProblem[] {
  if (preprocessing === null || preprocessings.includes(preprocessing)) return [];
  const message = `${name} has no preprocessing ${describeValue(preprocessing)}.`;
  return [{ path: ['dataset', 'preprocessing'], message, hint: allowedWords(preprocessings) }];
}

export function fitProblems(
  { dataset: { name, fit } }: Experiment,
  { entry, layout }: DataSetFacts,
): RuleProblem[] {
  const path = ['dataset', 'fit'];
  if (fit !== null && entry.classes !== null) {
    const message = `Only the data set ${ownDataSet} has a fit; images of ${name} are read as the method's authors do.`;
    return [{ path, message, hint: 'Write fit: null.' }];
  }
  if (fit === 'crop' && (layout?.hasMaps.train || layout?.hasMaps.test)) {
    const message = 'The fit crop would cut ground-truth maps, which are evaluated whole.';
    return [{ path, message, hint: 'Write fit: fill.' }];
  }
  return [];
}

/** Tells whether test images come with ground-truth maps, as far as folders show. */
export function hasTestMaps({ entry, layout }: DataSetFacts): boolean {
  return entry.hasMaps ?? layout?.hasMaps.test ?? false;
}

/** Returns the absolute path of the user's copy, else the name of the published data. */
export function resolveSource(path: string | null, folder: string): DataSource {
  return path === null ? OFFICIAL : resolve(folder, path);
}
