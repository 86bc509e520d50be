import { detectors } from '@fcdd/detectors';
import { type GradientDetectorOptions, gradientDetector } from '@fcdd/detectors/gradient-detector';
import { type Tree, formatFiles, generateFiles, joinPathFragments } from '@nx/devkit';
import { detectorWords } from '../../schemas/detector-words.ts';
import { withWord } from '../../schemas/schema-files.ts';
import { addImport, addItem } from '../edits.ts';
import { camelCase, checkName, pascalCase, snakeCase, wordsOf } from '../names.ts';
import { writeTypes } from '../types.ts';

export interface DetectorOptions {
  name: string;
  title?: string;
  source?: string;
}

const schema = 'schemas/parts/detector.schema.json';
const folderOfAll = 'packages/detectors/src';
/** The folder of pictures beside the results of detectors, and the list itself. */
const reserved = ['combined', 'detectors'];

/** Writes the folder of a detector that is trained by gradients, and adds it to the list. */
export async function generate(tree: Tree, options: DetectorOptions): Promise<() => void> {
  const {
    name,
    title = 'the anomaly score is the mean of the squared output',
    source = 'unpublished',
  } = options;
  checkName('detector', name, snakeCase, wordsOf(tree, schema, 'name', 'enum'));
  if (reserved.includes(name)) throw new Error(`No detector can be called '${name}'. Choose another name.`);
  if (tree.exists(`${folderOfAll}/${name}`))
    throw new Error(`There is a folder ${folderOfAll}/${name} already. Choose another name.`);
  const constant = camelCase(name);
  const files = joinPathFragments(import.meta.dirname, 'files');
  const names = { name, constant, type: pascalCase(name) };
  generateFiles(tree, files, '.', { ...names, title, source, end: '' });
  addImport(tree, `${folderOfAll}/index.ts`, `import { ${constant} } from './${name}/index.ts';`);
  addItem(tree, `${folderOfAll}/index.ts`, 'detectors', constant);
  addToSchemas(tree, { name, title, source });
  await writeTypes(tree);
  await formatFiles(tree);
  return () => console.log(nextSteps(name));
}

/** Writes what `npm run generate` would write with the new list. */
function addToSchemas(tree: Tree, words: Pick<GradientDetectorOptions, 'name' | 'title' | 'source'>): void {
  const added = gradientDetector({
    ...words,
    learnsFrom: 'anomalies',
    fits: { output: 'map' },
    heatmap: { size: 'output', smoothing: 'upsampling' },
    parameters: { fitting: {}, explaining: {} },
    objective: () => Promise.reject(new Error(`The detector ${words.name} is not written yet.`)),
  });
  for (const { file, ...word } of detectorWords([...detectors, added]))
    tree.write(file, withWord(tree.read(file, 'utf8')!, word));
}

function nextSteps(name: string): string {
  const folder = `${folderOfAll}/${name}`;
  return `
The detector is in ${folder}. Next:
  ${folder}/objective.ts    its loss, its scores and its maps
  ${folder}/index.ts    its title and paper, its parameters, the nets that go with it
  (cd packages/detectors && npx vitest run --config ../../vitest.config.ts src/${name} src/detectors.test.ts)
  npm run generate    its words in the schemas, after its title or parameters have changed
  npm run build && npx fcdd run configs/quickstart.yaml --set detector.name=${name}
  npm run docs    its name in docs/experiment.md`;
}
