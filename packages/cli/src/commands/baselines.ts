import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { explainWriteError } from '@fcdd/artifacts';
import { UserError } from '@fcdd/errors';
import { experimentWithBaselines, loadGraph } from '@fcdd/studies';
import { pipelineFolders } from '../house.ts';
import type { BaselinesOptions } from '../options.ts';
import { readingFor } from '../surroundings.ts';

/** Writes an experiment that extends another by baselines, by default beside it. */
export async function baselinesCommand(file: string, options: BaselinesOptions): Promise<void> {
  const { only, out = besideOf(file), force = false, set } = options;
  if (resolve(out) === resolve(file))
    throw new UserError(`${file} cannot extend itself.`, { hint: 'Name another file with --out.' });
  const added = only === undefined ? undefined : [only];
  const text = await experimentWithBaselines(file, out, { added, overrides: set }, { pipelineFolders });
  const previous = await write(out, text, force);
  try {
    await loadGraph(out, [], readingFor(options));
  } catch (error) {
    await (previous ? writeFile(out, previous) : rm(out));
    throw error;
  }
  console.log(`${out}\nRun the baselines with: fcdd run ${out}`);
}

/** Returns a file beside another, such as `configs/fmnist-baselines.yaml`. */
function besideOf(file: string): string {
  const ending = extname(file);
  return join(dirname(file), `${basename(file, ending)}-baselines${ending}`);
}

/** @returns the previous content of the file, if any */
async function write(file: string, text: string, force: boolean): Promise<Buffer | undefined> {
  const previous = force ? await readFile(file).catch(() => undefined) : undefined;
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
    return previous;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UserError(`${file} already exists.`, {
        hint: 'Overwrite it with --force, or name another file with --out.',
      });
    throw explainWriteError(error, file);
  }
}
