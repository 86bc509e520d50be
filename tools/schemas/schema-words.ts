import { syntheticSources } from '@fcdd/anomalies/catalogue';
import { type DataSetEntry, dataSets, outlierSources } from '@fcdd/data-sets/catalogue';
import { type DetectorDefinition, detectors } from '@fcdd/detectors';
import { detectorWords } from './detector-words.ts';

/** A value in a schema that follows from a list in the code. */
export interface SchemaWord {
  /** Relative to the repository. */
  file: string;
  /** Keys that lead to it. */
  at: string[];
  value: unknown;
}

/** Facts of a data set that schemas tell. */
export type DataSetWords = Pick<DataSetEntry, 'title' | 'preprocessings' | 'usualPreprocessing'>;

/** The values in schemas that follow from the lists of data sets, sources of outliers and detectors. */
export function schemaWords(
  sets: Record<string, DataSetWords> = dataSets,
  definitions: readonly DetectorDefinition[] = detectors,
): SchemaWord[] {
  const dataset = 'schemas/parts/dataset.schema.json';
  const outliers = Object.keys(outlierSources);
  return [
    ...detectorWords(definitions),
    { file: dataset, at: ['properties', 'name', 'description'], value: describeDataSets(sets) },
    { file: dataset, at: ['properties', 'name', 'enum'], value: Object.keys(sets) },
    {
      file: dataset,
      at: ['properties', 'preprocessing', 'description'],
      value: describePreprocessings(sets),
    },
    {
      file: 'schemas/parts/supervision.schema.json',
      at: ['properties', 'source', 'description'],
      value: describeSources(),
    },
    {
      file: 'schemas/parts/supervision.schema.json',
      at: ['properties', 'source', 'enum'],
      value: [...outliers, ...Object.keys(syntheticSources), null],
    },
    {
      file: 'schemas/stages/outlier-exposure.schema.json',
      at: ['properties', 'source', 'enum'],
      value: outliers,
    },
  ];
}

function describeDataSets(sets: Record<string, DataSetWords>): string {
  return Object.entries(sets)
    .map(([name, { title }]) => `${name}: ${title.replace(/^[^,]*, /, '')}`)
    .join('; ');
}

function describePreprocessings(sets: Record<string, DataSetWords>): string {
  const named = (key: (entry: DataSetWords) => string): string => {
    const groups = new Map<string, string[]>();
    for (const [name, entry] of Object.entries(sets))
      groups.set(key(entry), [...(groups.get(key(entry)) ?? []), name]);
    return [...groups].map(([value, names]) => `${names.join(', ')}: ${value}`).join('; ');
  };
  return [
    'lcn: local contrast normalization; aug1: random crops, flips, colour jitter and noise; lcnaug1: both; aug1_blackcenter: aug1, and the middle of training images is black; aug1_blackcenter_inverted: all but the middle.',
    `Choices by data set: ${named(({ preprocessings }) => preprocessings.join(', '))}.`,
    `null takes that of the method's authors: ${named(({ usualPreprocessing }) => usualPreprocessing)}`,
  ].join(' ');
}

function describeSources(): string {
  const general = Object.entries(outlierSources).filter(([, { only }]) => only === undefined);
  const special = Object.entries(outlierSources).filter(([, { only }]) => only !== undefined);
  const own = special.map(
    ([name, { only, hasMaps }]) => `${name}: for ${only}${hasMaps ? ', with their maps' : ''}`,
  );
  const names = general.map(([name]) => name).join(', ');
  const generators = Object.keys(syntheticSources).join(', ');
  return `Outliers (${names}), defects of the nominal class (${own.join('; ')}), or a generator (${generators}); null for modes that need none`;
}
