import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { explainWriteError } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { rewriteExperiments } from '@fcdd/studies';
import writeFileAtomic from 'write-file-atomic';
import { type ExitCode, exitCodes } from '../exit.ts';
import type { MigrateOptions } from '../options.ts';

/** Rewrites experiment files in place, or one of them to another file; writes nothing if one cannot be rewritten. */
export async function migrateCommand(
  files: string[],
  { check = false, out }: MigrateOptions,
): Promise<ExitCode> {
  if (out !== undefined) checkOut(files, out);
  const rewritten = await rewriteExperiments([...new Set(files)]);
  const isOutdated = rewritten.some(({ from, to }) => from !== to);
  for (const { file, from, to, text } of rewritten) {
    if (from === to) console.log(`${file} is of version ${to} already.`);
    else if (check) console.log(`${file} is of version ${from}, not ${to}.`);
    if (check || (from === to && out === undefined)) continue;
    await write(out ?? file, text);
    console.log(`${out ?? file} is of version ${to} now.`);
  }
  return check && isOutdated ? exitCodes.failure : exitCodes.success;
}

function checkOut(files: string[], out: string): void {
  const [file] = files as [string];
  if (files.length > 1)
    throw new UserError(`${files.length} files cannot be written to ${out}.`, {
      hint: 'Rewrite them in place, or one at a time.',
    });
  if (dirname(resolve(out)) !== dirname(resolve(file)))
    throw new UserError(`${out} is not in the folder of ${file}, to which the paths in it are relative.`, {
      hint: 'Name a file in the same folder.',
    });
  if (existsSync(out))
    throw new UserError(`${out} already exists.`, { hint: 'Name another file with --out.' });
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFileAtomic(file, text);
  } catch (error) {
    throw explainWriteError(error, file);
  }
}
