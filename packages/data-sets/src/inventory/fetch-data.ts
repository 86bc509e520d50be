import { DataError } from '@fcdd/errors';
import { loadIdxDataSet } from '../idx/load-idx-data-set.ts';
import { dataSets } from '../catalogue.ts';
import { type Holding, fetchedFrom, holdingOf, holdings } from './holdings.ts';
import { type DataSettings, publishedFile } from '@fcdd/acquisition';
import { type FoundData, surveyHolding } from './survey.ts';

/**
 * Makes sure that some data are here, and compares published files with their digests.
 * @returns where they are
 * @throws UserError where nothing is called that
 * @throws DataError where they cannot be fetched, with what to do
 */
export async function fetchData(
  name: string,
  settings: DataSettings,
  of: Record<string, Holding> = holdings,
): Promise<FoundData> {
  const holding = holdingOf(name, of);
  const survey = () => surveyHolding(name, holding, settings.dataFolder);
  const { found, whatToDo, title } = await survey();
  if (found?.state === 'own') return found;
  if (!found && !fetchedFrom(holding).length)
    throw new DataError(`${title} cannot be fetched without you.`, { hint: whatToDo });
  if (holding.idx) await loadIdxDataSet(name, holding.idx, dataSets[name]!.classes!.length, settings);
  for (const part of holding.files) await publishedFile(part, settings);
  return (await survey()).found!;
}
