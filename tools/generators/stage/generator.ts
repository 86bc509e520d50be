import { type Tree, formatFiles, generateFiles, joinPathFragments } from '@nx/devkit';
import { addToList } from '../edits.ts';
import { checkName, kebabCase, pascalCase, titleOf } from '../names.ts';
import { writeTypes } from '../types.ts';

export interface StageOptions {
  name: string;
  description?: string;
}

/** Writes the package of a stage, which can be built, tested and used in a pipeline. */
export async function generate(tree: Tree, { name, description }: StageOptions): Promise<() => void> {
  const stages = tree.children('packages').filter((folder) => folder.startsWith('stage-'));
  checkName(
    'stage',
    name,
    kebabCase,
    stages.map((folder) => folder.slice('stage-'.length)),
  );
  const title = titleOf(name);
  generateFiles(tree, joinPathFragments(import.meta.dirname, 'files'), '.', {
    name,
    title,
    type: pascalCase(name),
    description: description ?? `${title} of a data set`,
    end: '',
  });
  addToList(tree, 'tsconfig.json', ['references'], { path: `packages/stage-${name}` });
  await writeTypes(tree);
  await formatFiles(tree);
  return () => console.log(nextSteps(name));
}

function nextSteps(name: string): string {
  return `
The stage is in packages/stage-${name}. Next:
  npm install                                         make its package known to the others
  packages/stage-${name}/src/stage.ts                 what it reads, writes and does
  schemas/stages/${name}.schema.json                  its parameters
  pipelines/one-class.yaml                            its place:
    ${name}:
      uses: '@fcdd/stage-${name}'
      needs: { dataset: dataset }
      results: .
  npx nx run-many -t build typecheck lint test -p @fcdd/stage-${name}
  npm run docs                                        its part of docs/stages.md`;
}
