import { isSyntheticSource, supervisionModes, syntheticSources } from '@fcdd/anomalies/catalogue';
import { type OutlierSourceEntry, outlierSources } from '@fcdd/data-sets/catalogue';
import { type RuleProblem, allowedWords, describeValue } from '@fcdd/experiment';
import type { Experiment } from '../experiment.ts';
import type { DataSetFacts } from './dataset.ts';
import { parameterProblems } from './noise-parameters.ts';
import { pathProblems } from './path.ts';

/** @param folder folder that paths are relative to */
export function supervisionProblems(
  experiment: Experiment,
  facts: DataSetFacts,
  folder: string,
): RuleProblem[] {
  const { mode, source } = experiment.supervision;
  const path = ['supervision', 'source'];
  if (!supervisionModes[mode].usesSource && source !== null)
    return [
      {
        path,
        message: `The supervision mode ${mode} takes no source of anomalies, but the source is ${describeValue(source)}.`,
        hint: 'Write source: null, or another mode: noise or malformed_normal.',
      },
    ];
  if (supervisionModes[mode].usesSource && source === null)
    return [
      {
        path,
        message: `The supervision mode ${mode} needs a source of anomalies.`,
        hint: allowedWords(readingFor(experiment)),
      },
    ];
  return [
    ...sourceProblems(experiment),
    ...otherProblems(experiment, facts),
    ...outlierOptionProblems(experiment),
    ...limitProblems(experiment),
    ...excludeProblems(experiment),
    ...outlierPathProblems(experiment, folder),
    ...parameterProblems(experiment),
  ];
}

/** Tells whether anomalies are images of another data set, which have to be fetched. */
export function usesOutliers({ mode, source }: Experiment['supervision']): boolean {
  return supervisionModes[mode].usesSource && outlierEntry(source) !== undefined;
}

/** Outliers that belong to the data set are read from the user's copy of it, if there is one. */
export function dataSetOutlierPath({ dataset, supervision }: Experiment): string | null {
  return outlierEntry(supervision.source)?.only === dataset.name ? dataset.path : null;
}

/** Returns the names of the outlier classes that are left out. */
export function resolveExcluded(
  { supervision: { source, exclude } }: Experiment,
  { entry: { excluded } }: DataSetFacts,
): string[] {
  return exclude ?? excluded?.[source ?? ''] ?? outlierEntry(source)?.excluded ?? [];
}

/** Tells whether training samples come with ground-truth maps. In a data set with maps, all samples do. */
export function hasTrainingMaps(
  { supervision: { mode, source } }: Pick<Experiment, 'supervision'>,
  { entry, layout }: Pick<DataSetFacts, 'entry' | 'layout'>,
): boolean {
  const isMapped = entry.hasMaps || layout?.hasMaps.train || layout?.hasMaps.test;
  return mode === 'malformed_normal_gt' || !!outlierEntry(source)?.hasMaps || !!isMapped;
}

function readingFor({ dataset }: Experiment): string[] {
  const outliers = Object.keys(outlierSources).filter((source) => isFor(source, dataset.name));
  return [...outliers, ...Object.keys(syntheticSources)];
}

/** Tells whether images of a source can be anomalies for a data set. */
export function isFor(source: string, dataSet: string): boolean {
  const { only } = outlierSources[source]!;
  return only === undefined ? source !== dataSet : only === dataSet;
}

function sourceProblems(experiment: Experiment): RuleProblem[] {
  const { source } = experiment.supervision;
  const { name } = experiment.dataset;
  const entry = outlierEntry(source);
  if (!entry || isFor(source!, name)) return [];
  const message = entry.only
    ? `${source} is only for the data set ${entry.only}, whose defects it takes, not for ${name}.`
    : `${source} is the data set itself: its nominal images would be trained as anomalies.`;
  return [{ path: ['supervision', 'source'], message, hint: allowedWords(readingFor(experiment)) }];
}

function otherProblems(
  { supervision: { mode }, dataset }: Experiment,
  { entry: { anomalies }, layout }: DataSetFacts,
): RuleProblem[] {
  if (mode !== 'other') return [];
  const path = ['supervision', 'mode'];
  const hint = 'Write another mode: unsupervised, noise, malformed_normal or malformed_normal_gt.';
  if (anomalies === 'own')
    return [{ path, message: `${dataset.name} has no anomalous training images for the mode other.`, hint }];
  if (layout && layout.classesWithTrainingAnomalies.length === 0)
    return [
      {
        path,
        message: `The mode other needs anomalous training images, but ${describeValue(dataset.path)} has none.`,
        hint: `Put some into train/<class>/anomalous. Or: ${hint}`,
      },
    ];
  return [];
}

/** Checks options that only outliers have. */
function outlierOptionProblems({ supervision }: Experiment): RuleProblem[] {
  const { mode, source } = supervision;
  if (source !== null && !isSyntheticSource(source)) return [];
  const names = Object.keys(outlierSources).join(', ');
  const options = { limit: 'A limit', path: 'A path', exclude: 'A list of left-out classes' } as const;
  return Object.entries(options).flatMap(([option, title]) =>
    supervision[option as keyof typeof options] === null
      ? []
      : [
          {
            path: ['supervision', option],
            message: `${title} is for outliers (${names}), not for ${source ?? `the mode ${mode}`}.`,
            hint: `Write ${option}: null.`,
          },
        ],
  );
}

function limitProblems({ supervision: { source, limit } }: Experiment): RuleProblem[] {
  if (!outlierEntry(source)?.needsLimit || limit !== null) return [];
  const message = `${source} has too many images to store all of them: it needs a limit.`;
  return [
    { path: ['supervision', 'limit'], message, hint: 'Write how many are used, such as limit: 10000.' },
  ];
}

function excludeProblems({ supervision: { source, exclude } }: Experiment): RuleProblem[] {
  const entry = outlierEntry(source);
  if (!entry || entry.hasClasses || exclude === null) return [];
  const message = `The images of ${source} are taken without their classes: none can be left out.`;
  return [{ path: ['supervision', 'exclude'], message, hint: 'Write exclude: null.' }];
}

function outlierPathProblems({ supervision: { source, path } }: Experiment, folder: string): RuleProblem[] {
  const entry = outlierEntry(source);
  if (!entry) return [];
  const at = ['supervision', 'path'];
  if (path !== null) return pathProblems(at, path, folder, entry.needsPath ? 'folder' : 'file or folder');
  if (!entry.needsPath) return [];
  const message = `The source ${source} needs the path of a folder of images.`;
  return [{ path: at, message, hint: 'Write path: and the folder, relative to this file.' }];
}

function outlierEntry(source: string | null): OutlierSourceEntry | undefined {
  return source !== null && Object.hasOwn(outlierSources, source) ? outlierSources[source] : undefined;
}
