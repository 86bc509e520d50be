import { join } from 'node:path';
import { type Alternatives, alternativesOf, howToGetAll } from '@fcdd/acquisition';
import { pretrainedSources } from '@fcdd/acquisition/pretrained';
import { UserError } from '@fcdd/errors';
import type { Collection, Download } from '../collection.ts';
import type { IdxDataSet } from '../idx/idx-data-set.ts';
import { collections } from '../list.ts';

/** Something that can be fetched or be put into the data folder: a collection of images, or weights. */
export interface Holding extends Omit<Download, 'files'> {
  title: string;
  /** Roles that experiments give it. */
  uses: ('data set' | 'outliers' | 'weights')[];
  idx?: IdxDataSet;
  files: Alternatives[];
}

/** All holdings by name, which is also that of the subfolder of the data folder, except of weights. */
export const holdings: Record<string, Holding> = Object.fromEntries([
  ...collections.flatMap((collection) => {
    const { name, download } = collection;
    return download ? [[name, holdingFrom(collection, download)]] : [];
  }),
  ...Object.entries(pretrainedSources).map(([name, file]) => [
    name,
    { title: file.title, uses: ['weights'], files: [file] },
  ]),
]);

function holdingFrom({ dataSet, outliers }: Collection, { files = [], ...download }: Download): Holding {
  const uses: Holding['uses'] = [];
  if (dataSet) uses.push('data set');
  if (outliers) uses.push('outliers');
  return { title: (dataSet ?? outliers)!.title, uses, files, ...download };
}

/** @throws UserError where nothing is called that */
export function holdingOf(name: string, of: Record<string, Holding> = holdings): Holding {
  if (Object.hasOwn(of, name)) return of[name]!;
  throw new UserError(`There are no data called '${name}'.`, {
    hint: `There are ${Object.keys(of).join(', ')}.`,
  });
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

/** Steps that the user can take to get it, as sentences. */
export function whatToDo(name: string, { idx, files: parts, byHand }: Holding, dataFolder: string): string {
  const folder = join(dataFolder, name);
  if (byHand) return byHand(folder);
  if (idx) {
    const names = Object.values(idx.files).map((file) => file.name);
    return `Run 'fcdd data fetch ${name}', or put ${names.join(', ')} (as they are, or gzipped with .gz) into ${folder}.`;
  }
  return howToGetAll(parts, { dataFolder });
}
