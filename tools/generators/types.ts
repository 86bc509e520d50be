import type { Tree } from '@nx/devkit';
import { renderTypes, typesFile } from '../schemas/parameter-types.ts';

/** Writes the types of parameters that follow from the schemas in the tree. */
export async function writeTypes(tree: Tree): Promise<void> {
  const text = await renderTypes({
    names: (folder) => tree.children(folder),
    read: (path) => tree.read(path, 'utf8')!,
  });
  tree.write(typesFile, text);
}
