import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DataError, UserError } from '@fcdd/errors';
import { fileDigest } from '../file-digest.ts';
import type { DataSettings } from '../settings.ts';
import { type Attempt, firstThatLoads } from '../sources/attempts.ts';
import { fetchFile } from '../sources/fetched-file.ts';
import { DamagedError } from '../verified-file.ts';
import { type Weights, openWeights } from './open-weights.ts';

/** Weights that somebody published. */
export interface PretrainedSource {
  title: string;
  /** Its last part is the file's name. */
  url: string;
  /** What the file's SHA-256 begins with; torchvision has it in the file's name. */
  digestStart: string;
  /** Bytes beyond which the server is not believed. */
  largest: number;
}

export const pretrainedSources: Record<string, PretrainedSource> = {
  vgg11_bn: {
    title: "Torchvision's vgg11_bn, trained on ImageNet",
    url: 'https://download.pytorch.org/models/vgg11_bn-6002323d.pth',
    digestStart: '6002323d',
    largest: 600_000_000,
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

export async function openSource(source: PretrainedSource, settings: DataSettings): Promise<Weights> {
  const { title, url, largest } = source;
  const folder = join(settings.dataFolder, 'pretrained');
  const file = basename(new URL(url).pathname);
  const path = join(folder, file);
  const attempts: Attempt<Weights>[] = [
    {
      source: `${file} in the folder ${folder}`,
      async load() {
        if (!existsSync(path)) throw new DataError('it is not there');
        await verify(path, source);
        return openWeights(path);
      },
    },
    {
      source: url,
      fetches: true,
      async load() {
        settings.log(`${title}: fetching, once.`);
        await fetchFile({ url, path, largest }, (fetched) => verify(fetched, source), settings);
        return openWeights(path);
      },
    },
  ];
  const hint = `Put ${file} (${url}) into ${folder}, or say in model.weights where a file of such weights is, or run once with a network connection, not offline.`;
  return firstThatLoads(title, attempts, settings, hint);
}

async function verify(path: string, { digestStart }: PretrainedSource): Promise<void> {
  const digest = await fileDigest(path);
  if (!digest.startsWith(digestStart))
    throw new DamagedError(
      `${path} is damaged: its SHA-256 is ${digest}, which does not begin with ${digestStart}`,
    );
}
