import { execa } from 'execa';

/**
 * Packs files or folders with the program tar, in this order.
 * @param path of the archive
 * @param folder that the names are relative to
 */
export async function packTar(
  path: string,
  folder: string,
  names: string[],
  options: string[] = [],
): Promise<void> {
  await execa('tar', [...options, '-cf', path, '-C', folder, ...names]);
}
