import { DataError, printable } from '@fcdd/errors';
import { digestOfFolders, digestOfPath, stateOfPath } from './digest-of-path.ts';

/** A user's file or folder, and the digest that says what it holds. */
export interface DigestedData {
  /** Absolute path. */
  path: string;
  digest: string;
  /** Whether it has millions of files, so that the digest is that of its folders. */
  isHuge?: boolean;
  /** Aborted where the reading is to stop: it then does not matter whether something has changed. */
  signal?: AbortSignal;
}

/**
 * Reads a user's file or folder while nothing in it changes, so that its digest says what is read.
 * @throws DataError if it has another digest before or after the reading, or changed and was put back meanwhile
 */
export async function readUnchanged<Result>(
  data: DigestedData,
  read: () => Promise<Result>,
): Promise<Result> {
  const state = stateOf(data);
  if (!(await hasDigest(data))) throw changed(data, 'before it was read');
  const isUnchanged = async (): Promise<boolean> => stateOf(data) === state && (await hasDigest(data));
  try {
    const result = await read();
    if (await isUnchanged()) return result;
  } catch (error) {
    // What fails may fail because something has changed.
    if (data.signal?.aborted || (await isUnchanged())) throw error;
    throw changed(data, 'while it was read', error);
  }
  throw changed(data, 'while it was read');
}

/** Undefined where it cannot be read, such as a folder that is gone. */
function stateOf({ path, isHuge }: DigestedData): string | undefined {
  try {
    return isHuge ? digestOfFolders(path) : stateOfPath(path);
  } catch {
    return undefined;
  }
}

async function hasDigest({ path, digest, isHuge }: DigestedData): Promise<boolean> {
  try {
    return (isHuge ? digestOfFolders(path) : await digestOfPath(path)) === digest;
  } catch {
    return false;
  }
}

function changed({ path }: DigestedData, when: string, cause?: unknown): DataError {
  return new DataError(`'${printable(path)}' has changed ${when}.`, {
    hint: 'Run again, and change nothing in it until it has been read.',
    cause,
  });
}
