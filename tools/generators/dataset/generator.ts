import { dataSets } from '@fcdd/data-sets/catalogue';
import { type Tree, formatFiles, generateFiles, joinPathFragments } from '@nx/devkit';
import { withWord } from '../../schemas/schema-files.ts';
import { schemaWords } from '../../schemas/schema-words.ts';
import { addImport, addItem } from '../edits.ts';
import { camelCase, checkName, snakeCase, titleOf, wordsOf } from '../names.ts';
import { writeTypes } from '../types.ts';

export interface DataSetOptions {
  name: string;
  title?: string;
  /** Separated by commas. */
  classes: string;
}

const schemas = {
  dataset: 'schemas/parts/dataset.schema.json',
  supervision: 'schemas/parts/supervision.schema.json',
};
const folderOfAll = 'packages/data-sets/src';

/** Writes the folder of a data set of image files in folders of classes, and adds it to the list. */
export async function generate(tree: Tree, options: DataSetOptions): Promise<() => void> {
  const { name, title = titleOf(name), classes } = options;
  checkName('data set', name, snakeCase, [
    ...wordsOf(tree, schemas.dataset, 'name', 'enum'),
    ...wordsOf(tree, schemas.supervision, 'source', 'enum'),
  ]);
  const classNames = checkClasses(classes.split(',').map((word) => word.trim()));
  const constant = camelCase(name);
  const files = joinPathFragments(import.meta.dirname, 'files');
  generateFiles(tree, files, '.', { name, title, constant, classes: classNames, end: '' });
  addImport(tree, `${folderOfAll}/list.ts`, `import { ${constant} } from './${name}/${name}.ts';`);
  addItem(tree, `${folderOfAll}/list.ts`, 'collections', constant);
  addToSchemas(tree, name, title);
  await writeTypes(tree);
  await formatFiles(tree);
  return () => console.log(nextSteps(name));
}

function checkClasses(classes: string[]): string[] {
  const wrong = classes.find((name) => !/^[^/\\\0.][^/\\\0]*$/.test(name));
  if (wrong !== undefined)
    throw new Error(`A class cannot be called '${wrong}': it is the name of a folder.`);
  if (classes.length < 2 || new Set(classes).size < classes.length)
    throw new Error('Give at least two different classes: each is tested against the others.');
  return classes;
}

/** Writes what `npm run generate` would write with the new list. */
function addToSchemas(tree: Tree, name: string, title: string): void {
  const added = {
    title,
    preprocessings: ['none' as const, 'aug1' as const],
    usualPreprocessing: 'aug1' as const,
  };
  for (const { file, ...word } of schemaWords({ ...dataSets, [name]: added }))
    tree.write(file, withWord(tree.read(file, 'utf8')!, word));
}

function nextSteps(name: string): string {
  const folder = `${folderOfAll}/${name}`;
  return `
The data set is in ${folder}. Next:
  ${folder}/${name}.ts    its classes, the shape and preprocessing of its images, what users read who lack it
  ${folder}/open.ts    how it is read; it expects train/<class> and test/<class>
  (cd packages/data-sets && npx vitest run --config ../../vitest.config.ts src/${name})
  npm run generate    its words in the schemas, after its title has changed
  docs/data.md    what it is, and where it comes from
  npm run docs    its name in docs/experiment.md`;
}
