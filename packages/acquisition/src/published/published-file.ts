import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import type { DataSettings } from '../settings.ts';
import { type Attempt, firstThatLoads } from '../sources/attempts.ts';
import { fetchFile } from '../sources/fetched-file.ts';
import type { PublishedFile } from './published-file-facts.ts';
import { rememberAsSound, verify, verifyOnce } from './verification.ts';

/** Bytes beyond which a server is not believed, where nobody tells the size of a file. */
const largestUnknown = 2e9;

/** Where a copy of a published file is kept. */
export function pathOf(
  { folder, name }: PublishedFile,
  { dataFolder }: Pick<DataSettings, 'dataFolder'>,
): string {
  return join(dataFolder, folder, name);
}

/** Files of the same content, of which any will do. If none is there, the first is fetched. */
export type Alternatives = PublishedFile | readonly [PublishedFile, ...PublishedFile[]];

/**
 * The path of a sound copy of a published file: the one in the user's data folder, else one that is fetched into it.
 * @throws DataError where there is none, with what to do
 */
export async function publishedFile(alternatives: Alternatives, settings: DataSettings): Promise<string> {
  const [{ title }] = alternativesOf(alternatives);
  const attempts = publishedAttempts(alternatives, settings);
  return firstThatLoads(title, attempts, settings, howToGet(alternatives, settings));
}

/** The ways to a sound copy of a published file, for a data set that knows others beside them. */
export function publishedAttempts(alternatives: Alternatives, settings: DataSettings): Attempt<string>[] {
  const files = alternativesOf(alternatives);
  const attempts = files.map((file) => inDataFolder(file, settings));
  if (!files[0].byHand) attempts.push(fromPublisher(files[0], settings));
  return attempts;
}

/** Steps that the user can take to get a published file. */
export function howToGet(alternatives: Alternatives, settings: Pick<DataSettings, 'dataFolder'>): string {
  return howToGetAll([alternatives], settings);
}

/** Steps that the user can take to get published files that belong together. */
export function howToGetAll(parts: Alternatives[], { dataFolder }: Pick<DataSettings, 'dataFolder'>): string {
  const { folder, byHand } = alternativesOf(parts[0]!)[0];
  const place = join(dataFolder, folder);
  const names = parts.map(withUrl).join(', ');
  if (byHand)
    return `For ${names}, ${byHand}. Then put ${parts.length > 1 ? 'all of them' : 'it'} into ${place}.`;
  return `Put ${names} into ${place}, or run once with a network connection, not offline.`;
}

function withUrl(alternatives: Alternatives): string {
  const [{ name, url }, ...others] = alternativesOf(alternatives);
  return [`${name} (${url})`, ...others.map((other) => other.name)].join(' or ');
}

export function alternativesOf(alternatives: Alternatives): readonly [PublishedFile, ...PublishedFile[]] {
  return 'name' in alternatives ? [alternatives] : alternatives;
}

function inDataFolder(file: PublishedFile, settings: DataSettings): Attempt<string> {
  const path = pathOf(file, settings);
  return {
    source: `${file.name} in the folder ${join(settings.dataFolder, file.folder)}`,
    async load() {
      await stat(path).catch((cause: NodeJS.ErrnoException) => {
        throw new DataError(cause.code === 'ENOENT' ? 'it is not there' : cause.message);
      });
      await verifyOnce(path, file, settings);
      return path;
    },
  };
}

function fromPublisher(file: PublishedFile, settings: DataSettings): Attempt<string> {
  const path = pathOf(file, settings);
  return {
    source: file.url,
    fetches: true,
    async load() {
      settings.log(`${file.title}: fetching ${file.name}, once.`);
      await fetchFile(
        { url: file.url, largest: file.size ?? largestUnknown, path },
        (fetched) => verify(fetched, file, { signal: settings.signal }),
        settings,
      );
      await rememberAsSound(path, file, settings);
      return path;
    },
  };
}
