import { type Tree, formatFiles, generateFiles, joinPathFragments } from '@nx/devkit';
import { detectors } from '@fcdd/detectors';
import { nets } from '@fcdd/nets/catalogue';
import { detectorWords } from '../../schemas/detector-words.ts';
import { withWord } from '../../schemas/schema-files.ts';
import { addImport, addProperty } from '../edits.ts';
import { capitalized, checkName, wordsOf } from '../names.ts';

export interface NetOptions {
  name: string;
  /** Height and width of its images. */
  images: ImageSide;
}

type ImageSide = keyof typeof sizes;

/** Channels of images of these sizes, and the nets of other outputs that take them. */
const sizes = {
  28: { channels: 1, counterparts: { vector: 'CNN28', image: 'AE28' } },
  32: { channels: 3, counterparts: { vector: 'CNN32', image: 'AE32' } },
  224: { channels: 3, counterparts: { vector: 'CNN224', image: 'AE224' } },
};

const schema = 'schemas/parts/detector.schema.json';
const catalogue = 'packages/nets/src/catalogue.ts';

/** Writes a fully convolutional net into the catalogue. */
export async function generate(tree: Tree, { name, images }: NetOptions): Promise<() => void> {
  checkName('net', name, capitalized, wordsOf(tree, schema, 'net', 'examples'));
  if (!Object.hasOwn(sizes, images))
    throw new Error(
      `There are no nets for images of ${images} pixels: give ${Object.keys(sizes).join(', ')}.`,
    );
  const file = name.toLowerCase().replaceAll('_', '-');
  const { channels, counterparts } = sizes[images];
  const folder = joinPathFragments(import.meta.dirname, 'files');
  generateFiles(tree, folder, '.', { name, file, images, channels, counterparts, end: '' });
  addImport(tree, catalogue, `import { ${name} } from './nets/${file}.ts';`);
  addProperty(tree, catalogue, 'nets', name);
  for (const { file, ...word } of detectorWords(detectors, { ...nets, [name]: { output: 'map' } }))
    tree.write(file, withWord(tree.read(file, 'utf8')!, word));
  await formatFiles(tree);
  return () => console.log(nextSteps(name, file));
}

function nextSteps(name: string, file: string): string {
  return `
The net is in packages/nets/src/nets/${file}.ts. Next:
  packages/nets/src/nets/${file}.ts         its layers; all else follows from them
  (cd packages/nets && npx vitest run --config ../../vitest.config.ts src/nets src/catalogue.test.ts)
  npm run build && npx fcdd nets              its parameters and receptive field
  npx fcdd run configs/quickstart.yaml --set detector.net=${name}    where it takes images of 28 x 28
  npm run docs                                its name in docs/experiment.md`;
}
