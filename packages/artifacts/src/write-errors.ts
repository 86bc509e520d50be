import { UserError } from '@fcdd/errors';

/**
 * The error itself, or, where it says that a folder cannot be written to, one that says which and what to do.
 * @param folder that the file which could not be written is below
 */
export function explainWriteError(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code !== undefined && ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST'].includes(code))
    return new UserError(`'${folder}' cannot be written to.`, {
      hint: 'Choose another folder, or see to it that this one can be made and written to.',
      cause: error,
    });
  if (code === 'EXDEV')
    return new UserError(`'${folder}' lies on more than one file system.`, {
      hint: 'What is finished is renamed into its place, which works on one only: have no links to folders elsewhere in it, and nothing mounted.',
      cause: error,
    });
  return explainDiskFull(error, folder);
}

/** The error itself, or, where the disk, or the user's share of it, is full, one that says how to make room. */
export function explainDiskFull(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new UserError(`The disk that holds '${folder}' is full.`, {
    hint: "Make room, for example with 'fcdd cache gc', or put the store on another disk with --store or FCDD_STORE. Finished stages are kept: the same command goes on.",
    cause: error,
  });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
