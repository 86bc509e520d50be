import { UserError } from '@fcdd/errors';
import { howToGet, publishedAttempts } from '../published/published-file.ts';
import type { PublishedFile } from '../published/published-file-facts.ts';
import type { DataSettings } from '../settings.ts';
import { firstThatLoads } from '../sources/attempts.ts';
import { type Weights, openWeights } from './open-weights.ts';

/** Weights that somebody published, by name. */
export const pretrainedSources: Record<string, PublishedFile> = {
  vgg11_bn: {
    title: "Torchvision's vgg11_bn, trained on ImageNet",
    folder: 'pretrained',
    name: 'vgg11_bn-6002323d.pth',
    url: 'https://download.pytorch.org/models/vgg11_bn-6002323d.pth',
    size: null,
    sha256: '6002323d',
  },
};

/**
 * Opens published weights: from the folder `pretrained` of the user's data, or from their publisher, in which case they
 * are kept there.
 * @throws UserError where there are none of that name
 * @throws DataError where they are found nowhere, listing each place with why, and what to do
 */
export async function openPretrained(name: string, settings: DataSettings): Promise<Weights> {
  const source = Object.hasOwn(pretrainedSources, name) ? pretrainedSources[name] : undefined;
  if (source) return openSource(source, settings);
  throw new UserError(`There are no pretrained weights '${name}'.`, {
    hint: `There are ${Object.keys(pretrainedSources).join(', ')}.`,
  });
}

export async function openSource(source: PublishedFile, settings: DataSettings): Promise<Weights> {
  const hint = `${howToGet(source, settings)} Or say in model.weights where a file of such weights is.`;
  return openWeights(await firstThatLoads(source.title, publishedAttempts(source, settings), settings, hint));
}
