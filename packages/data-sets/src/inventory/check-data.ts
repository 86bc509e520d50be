import { DataError, describeError } from '@fcdd/errors';
import { createRandom } from '@fcdd/random';
import { dataSets } from '../catalogue.ts';
import { openDataSet } from '../open-data-set.ts';
import { type Holding, holdingOf, holdings } from './holdings.ts';
import { openOutliers } from '../outliers/open-outliers.ts';
import { openPretrained } from '@fcdd/acquisition/pretrained';
import { alternativesOf, type DataSettings, pathOf, rememberAsSound, verify } from '@fcdd/acquisition';
import { type FoundData, surveyHolding } from './survey.ts';

export interface DataCheck {
  name: string;
  /** Undefined where they are not here. */
  found?: FoundData;
  /** Sentences that say which file is wrong, and how. */
  problems: string[];
  /** How to get published files in the place of wrong ones. */
  whatToDo?: string;
  /** Images or tensors that were read. */
  read: number;
}

export interface CheckSettings extends DataSettings {
  /** Images or tensors that were read so far. */
  onRead?(count: number): void;
}

/**
 * Checks data that are here: published files are compared with their digests, whether that was done before or not, and
 * every image and tensor is read. Nothing is fetched.
 * @throws UserError where nothing is called that
 */
export async function checkData(
  name: string,
  settings: CheckSettings,
  of: Record<string, Holding> = holdings,
): Promise<DataCheck> {
  const holding = holdingOf(name, of);
  const { found, missing, whatToDo } = await surveyHolding(name, holding, settings.dataFolder);
  if (!found) {
    const absent = missing.length ? `It is not complete: ${missing.join(', ')} missing.` : 'It is not here.';
    return { name, problems: [`${absent} ${whatToDo}`], read: 0 };
  }
  const problems = await problemsOfFiles(holding, settings);
  const advice = problems.length ? { whatToDo } : {};
  let read = 0;
  try {
    if (!problems.length)
      for await (const _ of contentsOf(name, holding, found, { ...settings, offline: true })) {
        settings.signal?.throwIfAborted();
        settings.onRead?.(++read);
      }
  } catch (error) {
    settings.signal?.throwIfAborted();
    if (!(error instanceof DataError)) throw error;
    problems.push(describeError(error));
  }
  return { name, found, problems, ...advice, read };
}

async function problemsOfFiles({ files }: Holding, settings: DataSettings): Promise<string[]> {
  const problems: string[] = [];
  for (const file of files.flatMap(alternativesOf)) {
    const path = pathOf(file, settings);
    try {
      await verify(path, file, settings);
      await rememberAsSound(path, file, settings);
    } catch (error) {
      settings.signal?.throwIfAborted();
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      problems.push(`${(error as Error).message}.`);
    }
  }
  return problems;
}

/** Where images have no shape of their own: what most nets take. */
const defaultShape = { height: 224, width: 224, channels: 3 };

/** Reads every image or tensor. */
async function* contentsOf(
  name: string,
  { uses, trusted }: Holding,
  { path, state }: FoundData,
  settings: DataSettings,
): AsyncGenerator<unknown> {
  const own = state === 'own' && !trusted ? { path } : {};
  const shape = dataSets[name]?.shape ?? defaultShape;
  if (uses.includes('weights'))
    for (const tensor of Object.values(await openPretrained(name, settings))) yield await tensor.read();
  else if (uses.includes('data set')) yield* (await openDataSet(name, { ...settings, ...own, shape })).read();
  else {
    const request = { ...settings, ...own, shape, limit: null, exclude: [], random: createRandom(name) };
    yield* (await openOutliers(name, request)).read();
  }
}
