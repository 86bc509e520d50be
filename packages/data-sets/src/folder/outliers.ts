import { DataError, UserError, didYouMean, printable } from '@fcdd/errors';
import { foldedName } from '../folded-name.ts';
import { type ImageFolderSurvey, surveyImageFolder } from '../image-folder/image-folder-survey.ts';
import { openSurveyed } from '../image-folder/image-folder.ts';
import type { OutlierPoolOpener } from '../outliers/outlier-pool.ts';

/**
 * The images in a folder of the user's and in all folders in it, but in those whose name is excluded (in any case).
 * @throws UserError where no folder is given
 * @throws DataError where it has no images, or no folder of an excluded name
 */
export const open: OutlierPoolOpener = async (request) => {
  if (request.path === undefined)
    throw new UserError("The source of outliers 'folder' needs a folder.", {
      hint: 'Give it as supervision.path.',
    });
  const survey = await surveyImageFolder(request.path, request.exclude, request);
  checkExcluded(request.path, request.exclude, survey);
  return openSurveyed(request.path, survey, request);
};

/** Images of a class that is misspelt would be trained as anomalies. */
function checkExcluded(root: string, exclude: string[], { names }: ImageFolderSurvey): void {
  const known = new Set(names.map(foldedName));
  const unknown = exclude.find((name) => !known.has(foldedName(name)));
  if (unknown === undefined) return;
  throw new DataError(
    `supervision.exclude names '${printable(unknown)}', but no folder in ${printable(root)} is called that.`,
    { hint: printable(didYouMean(unknown, names) ?? 'Name folders that are there.') },
  );
}
