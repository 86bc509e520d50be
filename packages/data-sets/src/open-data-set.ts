import { UserError } from '@fcdd/errors';
import { openCifar10 } from './cifar/cifar10.ts';
import { openCustom } from './custom/custom.ts';
import type { DataSetOpener, DataSetRequest, OpenedDataSet } from './data-set.ts';
import { idxOpener } from './idx/idx-opener.ts';
import { openImagenet } from './imagenet/imagenet.ts';
import { openMvtec } from './mvtec/mvtec.ts';
import { openPascalVoc } from './pascalvoc/pascalvoc.ts';

const openers: Record<string, DataSetOpener> = {
  mnist: idxOpener('mnist'),
  fmnist: idxOpener('fmnist'),
  cifar10: openCifar10,
  imagenet: openImagenet,
  mvtec: openMvtec,
  pascalvoc: openPascalVoc,
  custom: openCustom,
};

/**
 * Finds a data set in the user's folder or at its other sources; see `settings` for where that looks.
 * @throws UserError where there is no such data set
 * @throws DataError where no source has it, listing each with why, and what to do
 */
export async function openDataSet(name: string, request: DataSetRequest): Promise<OpenedDataSet> {
  if (!Object.hasOwn(openers, name))
    throw new UserError(`There is no data set '${name}'.`, {
      hint: `There are ${Object.keys(openers).join(', ')}.`,
    });
  return openers[name]!(request);
}
