import { surveyData } from '@fcdd/data-sets/inventory';
import type { Check } from './check.ts';

/** Checks where data sets and outliers are, or would be fetched from. */
export async function checkData(dataFolder: string): Promise<Check[]> {
  const surveys = await surveyData(dataFolder);
  return surveys.map(({ name, found, fetchedFrom, whatToDo }) => {
    if (found?.state === 'damaged')
      return { name, state: 'absent', detail: `${found.path} is damaged: its size is wrong`, hint: whatToDo };
    if (found) return { name, state: 'good', detail: `in ${found.path}` };
    const detail = 'not here yet';
    const fetched = `The first run that needs it fetches it: ${fetchedFrom.join(', else ')}.`;
    return { name, state: 'absent', detail, hint: fetchedFrom.length ? fetched : whatToDo };
  });
}
