import { UserError } from '@fcdd/errors';

/** Whether a file operation failed because its disk, or the user's share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** The error itself, or, where the disk is full, one that says which and how to make room. */
export function explainDiskFull(error: unknown, folder: string): unknown {
  if (!isDiskFull(error)) return error;
  return new UserError(`The disk that holds '${folder}' is full.`, {
    hint: "Make room, for example with 'fcdd cache gc', or put the store on another disk with --store or FCDD_STORE. Finished stages are kept: the same command goes on.",
    cause: error,
  });
}
