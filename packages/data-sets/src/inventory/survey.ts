import { dirname, join } from 'node:path';
import type { IdxDataSet } from '../idx/idx-data-set.ts';
import { type Holding, bytesToFetch, fetchedFrom, holdings, whatToDo } from './holdings.ts';
import { statsAt } from '@fcdd/acquisition/files';
import {
  type Alternatives,
  alternativesOf,
  isRememberedAsSound,
  npmPackage,
  pathOf,
  type PublishedFile,
} from '@fcdd/acquisition';
import { findUserCopy } from '../user-copies.ts';

/** Where some data are, as far as a look without reading them tells. */
export interface DataSurvey {
  name: string;
  title: string;
  uses: Holding['uses'];
  /** Undefined where they are not here. */
  found?: FoundData;
  /** Names of the published files that are not here, where others of them are. */
  missing: string[];
  /** Bytes that would have to be fetched, where that is known. */
  bytes?: number;
  /** Where they would be fetched from, in the order in which that is tried; nothing where they cannot be. */
  fetchedFrom: string[];
  /** Steps that the user can take to get them, as sentences. */
  whatToDo: string;
}

export interface FoundData {
  path: string;
  /** Undefined for folders. */
  bytes?: number;
  /**
   * `checked`: the publisher's files, compared with their digests; `unchecked`: they will be, when they are used;
   * `damaged`: a file does not have the publisher's size; `own`: a copy with no known digest, which is taken as it is.
   */
  state: 'checked' | 'unchecked' | 'damaged' | 'own';
}

/** Where all data sets, sources of outliers and weights are. Nothing is fetched, and no contents are checked. */
export async function surveyData(dataFolder: string, of = holdings): Promise<DataSurvey[]> {
  return Promise.all(Object.entries(of).map(([name, holding]) => surveyHolding(name, holding, dataFolder)));
}

export async function surveyHolding(name: string, holding: Holding, dataFolder: string): Promise<DataSurvey> {
  const { title, uses, idx, files } = holding;
  const missing = await missingParts(files, dataFolder);
  return {
    name,
    title,
    uses,
    found:
      findOwnCopy(name, holding, dataFolder) ??
      (idx ? await findIdxFiles(name, idx, dataFolder) : await findPublished(files, dataFolder)),
    missing: missing.map((part) => alternativesOf(part)[0].name),
    bytes: bytesToFetch(holding),
    fetchedFrom: fetchedFrom(holding),
    whatToDo: whatToDo(name, missing.length ? { ...holding, files: missing } : holding, dataFolder),
  };
}

/** Copies that are looked for before published files. */
function findOwnCopy(name: string, { trusted }: Holding, dataFolder: string): FoundData | undefined {
  if (trusted) {
    const file = firstFile(trusted.map((file) => join(dataFolder, name, file)));
    return file && { ...file, state: 'own' };
  }
  const path = findUserCopy(name, dataFolder);
  return path === undefined ? undefined : { path, state: 'own' };
}

async function findIdxFiles(
  name: string,
  { files, systemFolder, npmPackage: npm }: IdxDataSet,
  dataFolder: string,
): Promise<FoundData | undefined> {
  const packageFolder = npm && (await folderOfPackage(npm.name));
  const folders = [
    join(dataFolder, name),
    systemFolder,
    packageFolder && npm && join(packageFolder, npm.folder),
  ].filter((folder) => folder !== undefined);
  for (const path of folders) {
    const present = Object.values(files).map((file) =>
      firstFile([join(path, file.name), join(path, `${file.name}.gz`)]),
    );
    if (!present.every((file) => file !== undefined)) continue;
    return { path, bytes: sum(present.map(({ bytes }) => bytes)), state: 'unchecked' };
  }
  return undefined;
}

async function findPublished(parts: Alternatives[], dataFolder: string): Promise<FoundData | undefined> {
  const found = await Promise.all(parts.map((part) => findPublishedFile(part, dataFolder)));
  if (!found.length || !found.every((file) => file !== undefined)) return undefined;
  const [first] = found;
  return {
    path: found.length > 1 ? dirname(first!.path) : first!.path,
    bytes: sum(found.map(({ bytes }) => bytes)),
    state: worstOf(found.map(({ state }) => state)),
  };
}

/** Parts that are not here, where others are. */
async function missingParts(parts: Alternatives[], dataFolder: string): Promise<Alternatives[]> {
  const found = await Promise.all(parts.map((part) => findPublishedFile(part, dataFolder)));
  return found.some((file) => file !== undefined) ? parts.filter((_, index) => !found[index]) : [];
}

async function findPublishedFile(alternatives: Alternatives, dataFolder: string) {
  for (const file of alternativesOf(alternatives)) {
    const present = firstFile([pathOf(file, { dataFolder })]);
    if (present) return { ...present, state: await stateOf(present, file, dataFolder) };
  }
  return undefined;
}

type PublishedState = Exclude<FoundData['state'], 'own'>;

function worstOf(states: PublishedState[]): PublishedState {
  return (['damaged', 'unchecked'] as const).find((state) => states.includes(state)) ?? 'checked';
}

async function stateOf(
  { path, bytes }: { path: string; bytes: number },
  file: PublishedFile,
  dataFolder: string,
): Promise<PublishedState> {
  if (file.size !== null && bytes !== file.size) return 'damaged';
  return (await isRememberedAsSound(path, file, { dataFolder })) ? 'checked' : 'unchecked';
}

function firstFile(paths: string[]): { path: string; bytes: number } | undefined {
  for (const path of paths) {
    const stats = statsAt(path);
    if (stats?.isFile()) return { path, bytes: stats.size };
  }
  return undefined;
}

async function folderOfPackage(name: string): Promise<string | undefined> {
  return npmPackage(name).then(
    ({ folder }) => folder,
    () => undefined,
  );
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
