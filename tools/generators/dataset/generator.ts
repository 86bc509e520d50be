import { readJson, type Tree, formatFiles, generateFiles, joinPathFragments } from '@nx/devkit';
import { addImport, addProperty, addToList, changeText } from '../edits.ts';
import { checkName, pascalCase, snakeCase, titleOf, wordsOf } from '../names.ts';

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
const data = 'packages/data/src';

/** Writes a data set of image files in folders of classes into the catalogue, with what opens it. */
export async function generate(tree: Tree, options: DataSetOptions): Promise<() => void> {
  const { name, title = titleOf(name), classes } = options;
  checkName('data set', name, snakeCase, [
    ...wordsOf(tree, schemas.dataset, 'name', 'enum'),
    ...wordsOf(tree, schemas.supervision, 'source', 'enum'),
  ]);
  const classNames = checkClasses(classes.split(',').map((word) => word.trim()));
  const folder = joinPathFragments(import.meta.dirname, 'files');
  const [type, file] = [pascalCase(name), name.replaceAll('_', '-')];
  generateFiles(tree, folder, '.', { name, title, file, type, classes: classNames, end: '' });
  addToCatalogue(tree, name, title, classNames);
  addOpener(tree, name, type, file);
  addToSchema(tree, name, title);
  await formatFiles(tree);
  return () => console.log(nextSteps(file));
}

function checkClasses(classes: string[]): string[] {
  const wrong = classes.find((name) => !/^[^/\\\0.][^/\\\0]*$/.test(name));
  if (wrong !== undefined)
    throw new Error(`A class cannot be called '${wrong}': it is the name of a folder.`);
  if (classes.length < 2 || new Set(classes).size < classes.length)
    throw new Error('Give at least two different classes: each is tested against the others.');
  return classes;
}

function addToCatalogue(tree: Tree, name: string, title: string, classes: string[]): void {
  addProperty(
    tree,
    `${data}/catalogue.ts`,
    'dataSets',
    `${name}: {
      title: ${JSON.stringify(title)},
      classes: ${JSON.stringify(classes)},
      shape: null,
      enlargement: 1,
      anomalies: 'other classes',
      repetitions: 1,
      preprocessings: ['none', 'aug1'],
      usualPreprocessing: 'aug1',
    }`,
  );
  const recipe = `${name}: { ...native, training: { none: [], aug1: [flip, noise(0.001)] } }`;
  addProperty(tree, `${data}/preprocessing/recipes.ts`, 'recipes', recipe);
}

/** Where it lies in the data folder nothing can be compared with a digest: it counts by its contents. */
function addOpener(tree: Tree, name: string, type: string, file: string): void {
  const openers = `${data}/data-sets/open-data-set.ts`;
  addImport(tree, openers, `import { open${type} } from './${file}/${file}.ts';`);
  addProperty(tree, openers, 'openers', `${name}: open${type}`);
  const place = `${name}: [{ path: '${name}', holds: 'train' }]`;
  addProperty(tree, `${data}/sources/user-copies.ts`, 'places', place);
  const byHand =
    '(folder) => `Put the folders train and test, each with a folder of images for each class, into ${folder}.`';
  addProperty(
    tree,
    `${data}/inventory/holdings.ts`,
    'holdings',
    `${name}: holding('${name}', { byHand: ${byHand} })`,
  );
}

function addToSchema(tree: Tree, name: string, title: string): void {
  const at = ['properties', 'name'];
  addToList(tree, schemas.dataset, [...at, 'enum'], name);
  const { description } = readJson<{ properties: { name: { description: string } } }>(tree, schemas.dataset)
    .properties.name;
  changeText(tree, schemas.dataset, [...at, 'description'], `${description}; ${name}: ${title}`);
}

function nextSteps(file: string): string {
  return `
The data set is in ${data}/data-sets/${file}. Next:
  ${data}/catalogue.ts                its classes, and the shape and preprocessing of its images
  ${data}/data-sets/${file}/${file}.ts    how it is read; it expects train/<class> and test/<class>
  ${data}/preprocessing/recipes.ts    how its training images are augmented
  ${data}/inventory/holdings.ts       what users read who lack it
  (cd packages/data && npx vitest run --config ../../vitest.config.ts src/data-sets/${file})
  docs/data.md                                     what it is, and where it comes from
  npm run docs                                     its name in docs/experiment.md`;
}
