import { surveyData } from '@fcdd/data/survey';
import type { Check } from './check.ts';

/** Where the data sets and outliers are, or would be fetched from. */
export async function checkData(dataFolder: string): Promise<Check[]> {
  const surveys = await surveyData(dataFolder);
  return surveys.map(({ name, found, fetchedFrom }) =>
    found
      ? { name, state: 'good', detail: `in ${found}` }
      : {
          name,
          state: 'absent',
          detail: 'not here yet',
          hint: `The first run that needs it fetches it: ${fetchedFrom.join(', else ')}.`,
        },
  );
}
