import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { isFile, isFolder } from '@fcdd/acquisition/files';
import { type DataSettings, type PublishedFile, publishedFile } from '@fcdd/acquisition';
import { imagenetFiles } from './imagenet.ts';

/** The parts of a copy of ILSVRC2012 that were asked for. */
export interface ImagenetFiles {
  train?: ImagenetFile;
  validation: ImagenetFile;
  /** Always there where the validation images are in an archive, which does not tell their classes. */
  devkit?: ImagenetFile;
}

/** The publisher's archive, or the folder that it unpacks into. */
export interface ImagenetFile {
  path: string;
  form: 'archive' | 'folder';
}

export interface ImagenetRequest extends DataSettings {
  /** The user's own copy: the folder that holds the parts. */
  path?: string;
}

/**
 * Finds ILSVRC2012 in the user's own copy, or else in the data folder, where archives are compared with the published
 * ones.
 * @param needs whether the training images, and the words for classes, are needed beside the validation images
 * @throws DataError where parts are missing or damaged, with where to get them and where to put them
 */
export async function findImagenet(
  request: ImagenetRequest,
  needs: { train?: boolean; words?: boolean },
): Promise<ImagenetFiles> {
  const root = request.path ?? join(request.dataFolder, imagenetFiles.validation.folder);
  const validation = locate('validation', root);
  const train = needs.train ? locate('train', root) : undefined;
  const needsDevkit = needs.words || validation?.form !== 'folder';
  const devkit = needsDevkit ? locate('devkit', root) : undefined;
  const missing = [
    ...(needs.train && !train ? [parts.train] : []),
    ...(validation ? [] : [parts.validation]),
    ...(needsDevkit && !devkit ? [parts.devkit] : []),
  ];
  if (!validation || missing.length) throw missingParts(missing, root);
  const files = { validation, ...(train && { train }), ...(devkit && { devkit }) };
  if (request.path === undefined) await checkFiles(files, request);
  return files;
}

interface Part {
  file: PublishedFile;
  /** Folder that the archive unpacks into. */
  folder: string;
}

const parts = {
  train: { file: imagenetFiles.train, folder: 'train' },
  validation: { file: imagenetFiles.validation, folder: 'val' },
  devkit: { file: imagenetFiles.devkit, folder: 'ILSVRC2012_devkit_t12' },
} satisfies Record<keyof ImagenetFiles, Part>;

function locate(name: keyof ImagenetFiles, root: string): ImagenetFile | undefined {
  const { file, folder } = parts[name];
  const unpacked = join(root, folder);
  if (isFolder(unpacked)) return { path: unpacked, form: 'folder' };
  const archive = join(root, file.name);
  return isFile(archive) ? { path: archive, form: 'archive' } : undefined;
}

async function checkFiles(files: ImagenetFiles, request: ImagenetRequest): Promise<void> {
  for (const [name, { path, form }] of Object.entries(files) as [keyof ImagenetFiles, ImagenetFile][]) {
    if (form === 'archive') await publishedFile(parts[name].file, request);
    else request.log(`${printable(path)} was not compared with a digest: only its archive has a known one.`);
  }
}

function missingParts(missing: Part[], root: string): DataError {
  const place = printable(root);
  const names = missing.map(({ file }) => file.name).join(', ');
  const folders = missing.map(({ folder }) => folder).join(', ');
  const addresses = missing.map(({ file }) => file.url).join(', ');
  return new DataError(`ImageNet (ILSVRC2012) is not complete in ${place}: ${names} missing.`, {
    hint: `To get this (${addresses}), ${missing[0]!.file.byHand}. Then put it into ${place}. Unpacked into folders (${folders}), it is taken too: train/n01440764/*.JPEG, val/n01440764/*.JPEG.`,
  });
}
