import { UserError } from '@fcdd/errors';

/**
 * Returns the error itself, or, if it means that a folder cannot be written to, one that names the folder and a way
 * out.
 * @param folder the folder that contains the file
 */
export function explainWriteError(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code !== undefined && ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST'].includes(code))
    return new UserError(`'${folder}' cannot be written to.`, {
      hint: 'Choose another folder, or change the permissions so that this one can be made and written to.',
      cause: error,
    });
  if (code === 'EXDEV')
    return new UserError(`'${folder}' lies on more than one file system.`, {
      hint: 'Finished work is renamed into place, which works within one file system only. Remove links to other folders and mounted file systems from it.',
      cause: error,
    });
  return explainDiskFull(error, folder);
}

/** Returns the error itself, or, if the disk or the user's quota is full, one that says how to make room. */
export function explainDiskFull(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new UserError(`The disk that holds '${folder}' is full.`, {
    hint: "Make room, for example with 'fcdd cache gc', or put the store on another disk with --store or FCDD_STORE. Finished stages are kept: the same command continues from there.",
    cause: error,
  });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
