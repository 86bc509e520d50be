import { UserError } from '@fcdd/errors';
import { dataSets } from './catalogue.ts';
import type { DataSetOpener, DataSetRequest, OpenedDataSet } from './data-set.ts';

/**
 * Finds a data set in the user's folder or at its other sources; see `settings` for where that looks.
 * @throws UserError where there is no such data set
 * @throws DataError where no source has it, listing each with why, and what to do
 */
export async function openDataSet(name: string, request: DataSetRequest): Promise<OpenedDataSet> {
  if (!Object.hasOwn(dataSets, name))
    throw new UserError(`There is no data set '${name}'.`, {
      hint: `There are ${Object.keys(dataSets).join(', ')}.`,
    });
  // Bundlers include every folder that has such a file.
  const { open } = (await import(`./${name}/open.ts`)) as { open: DataSetOpener };
  return open(request);
}
