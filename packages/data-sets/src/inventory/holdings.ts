import { join } from 'node:path';
import { UserError } from '@fcdd/errors';
import { dataSets, outlierSources } from '@fcdd/preprocessing/catalogue';
import { type IdxDataSet, idxDataSets } from '../idx/data-sets.ts';
import { type Alternatives, alternativesOf, howToGetAll, publishedFiles } from '@fcdd/acquisition';

/** Something that can be fetched or be put into the data folder: a data set, a source of outliers, weights. */
export interface Holding {
  title: string;
  /** What experiments take it as. */
  uses: ('data set' | 'outliers' | 'weights')[];
  /** Where it comes as IDX files. */
  idx?: IdxDataSet;
  /** Published files that it consists of, each with files that can stand for it. */
  files: Alternatives[];
  /** Where it is no file that could be known in advance: what to get, where, and where to put it. */
  byHand?: (folder: string) => string;
}

const files = publishedFiles;

/** By name, which is also that of the subfolder of the data folder, except of weights. */
export const holdings: Record<string, Holding> = {
  mnist: holding('mnist', { idx: idxDataSets['mnist'] }),
  fmnist: holding('fmnist', { idx: idxDataSets['fmnist'] }),
  cifar10: holding('cifar10', { files: [[files.cifar10Binary, files.cifar10Python]] }),
  cifar100: holding('cifar100', { files: [[files.cifar100Binary, files.cifar100Python]] }),
  emnist: holding('emnist', { files: [files.emnist] }),
  imagenet: holding('imagenet', {
    files: [files.imageNetTrain, files.imageNetVal, files.imageNetDevkit],
  }),
  imagenet22k: holding('imagenet22k', {
    byHand: (folder) =>
      `Sign up at https://image-net.org/download, accept the terms, download all of ImageNet (the release of fall 2011, fall11_whole.tar, 1.3 TB), unpack it, and put the folders of its classes (n12267677 and so on) into ${join(folder, 'fall11_whole_extracted')}.`,
  }),
  mvtec: holding('mvtec', { files: [files.mvtec] }),
  pascalvoc: holding('pascalvoc', { files: [files.pascalVoc] }),
  vgg11_bn: { title: files.vgg11Bn.title, uses: ['weights'], files: [files.vgg11Bn] },
};

/** @throws UserError where nothing is called that */
export function holdingOf(name: string, of: Record<string, Holding> = holdings): Holding {
  if (Object.hasOwn(of, name)) return of[name]!;
  throw new UserError(`There are no data called '${name}'.`, {
    hint: `There are ${Object.keys(of).join(', ')}.`,
  });
}

function holding(name: string, how: Partial<Holding>): Holding {
  const entry = dataSets[name] ?? outlierSources[name]!;
  const uses: Holding['uses'] = [];
  if (Object.hasOwn(dataSets, name)) uses.push('data set');
  if (Object.hasOwn(outlierSources, name)) uses.push('outliers');
  return { title: entry.title, uses, files: [], ...how };
}

/** Where it would be fetched from, in the order in which that is tried; nothing where it cannot be. */
export function fetchedFrom({ idx, files: parts }: Holding): string[] {
  if (idx) return [...(idx.debianPackage ? [`Debian's package ${idx.debianPackage.name}`] : []), idx.url];
  return parts.map((part) => alternativesOf(part)[0]).flatMap(({ url, byHand }) => (byHand ? [] : url));
}

/** Undefined where it is not known. */
export function bytesToFetch({ files: parts }: Holding): number | undefined {
  const sizes = parts.flatMap((part) => alternativesOf(part)[0].size ?? []);
  return sizes.length ? sizes.reduce((sum, size) => sum + size) : undefined;
}

/** What the user can do to get it, as sentences. */
export function whatToDo(name: string, { idx, files: parts, byHand }: Holding, dataFolder: string): string {
  const folder = join(dataFolder, name);
  if (byHand) return byHand(folder);
  if (idx) {
    const names = Object.values(idx.files).map((file) => file.name);
    return `Run 'fcdd data fetch ${name}', or put ${names.join(', ')} (as they are, or gzipped with .gz) into ${folder}.`;
  }
  return howToGetAll(parts, { dataFolder });
}
