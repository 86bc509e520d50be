import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Tree } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree';
import { describe, expect, it } from 'vitest';
import { generate as dataset } from './dataset/generator.ts';
import { generate as detector } from './detector/generator.ts';
import { generate as net } from './net/generator.ts';
import { wordsOf } from './names.ts';
import { generate as stage } from './stage/generator.ts';
import { copyWorkspace } from './testing/workspace-copy.ts';

/** This workspace in memory: what is generated is written nowhere. */
function workspaceTree(): Tree {
  return new FsTree(resolve(import.meta.dirname, '../..'), false);
}

function changesOf(tree: Tree): string[] {
  return tree.listChanges().map(({ type, path }) => `${type} ${path}`);
}

const flowers = { name: 'flowers', title: "Flowers of 'my' garden", classes: 'rose, tulip' };

describe('the generator of stages', () => {
  it('writes a package, the schema of its parameters and a reference', async () => {
    const tree = workspaceTree();
    await stage(tree, { name: 'nearest-neighbours', description: "Finds each image's neighbours" });
    const folder = 'packages/stage-nearest-neighbours';
    expect(changesOf(tree)).toEqual([
      `CREATE ${folder}/build.mjs`,
      `CREATE ${folder}/package.json`,
      `CREATE ${folder}/src/index.ts`,
      `CREATE ${folder}/src/stage.test.ts`,
      `CREATE ${folder}/src/stage.ts`,
      `CREATE ${folder}/tsconfig.json`,
      'CREATE schemas/stages/nearest-neighbours.schema.json',
      'UPDATE tsconfig.json',
      'UPDATE schemas/src/types.ts',
    ]);
    const source = tree.read(`${folder}/src/stage.ts`, 'utf8');
    expect(source).toContain('defineStage<NearestNeighboursParameters>');
    expect(tree.read('schemas/src/types.ts', 'utf8')).toContain('interface NearestNeighboursParameters');
    expect(source).toContain(`description: "Finds each image's neighbours"`);
  });

  it.each([
    ['train', "There is a stage called 'train'."],
    ['Train2', "A stage cannot be called 'Train2': its name must consist of lower-case letters"],
    ['../train', "A stage cannot be called '../train'"],
    ['a--b', 'single hyphens'],
  ])('refuses the name %s', async (name, message) => {
    await expect(stage(workspaceTree(), { name })).rejects.toThrow(message);
  });
});

describe('the generator of nets', () => {
  it('writes an entry with a test, and adds it to catalogue and schema', async () => {
    const tree = workspaceTree();
    await net(tree, { name: 'FCDD_CNN32_DEEP', images: 32 });
    expect(changesOf(tree)).toEqual([
      'CREATE packages/nets/src/nets/fcdd-cnn32-deep.test.ts',
      'CREATE packages/nets/src/nets/fcdd-cnn32-deep.ts',
      'UPDATE packages/nets/src/catalogue.ts',
      'UPDATE schemas/parts/detector.schema.json',
      'UPDATE schemas/parts/baseline.schema.json',
    ]);
    const entry = tree.read('packages/nets/src/nets/fcdd-cnn32-deep.ts', 'utf8');
    expect(entry).toContain('inputShape: [32, 32, 3]');
    expect(entry).toContain("counterparts: { vector: 'CNN32', image: 'AE32' }");
  });

  it.each([
    ['FCDD_CNN28', "There is a net called 'FCDD_CNN28'."],
    ['fcdd_Cnn28', 'starting with a capital letter'],
    ['Fcdd_Cnn28', "There is a net called 'FCDD_CNN28'."],
    ["Net', x", 'A net cannot be called'],
  ])('refuses the name %s', async (name, message) => {
    await expect(net(workspaceTree(), { name, images: 28 })).rejects.toThrow(message);
  });

  it('refuses sizes of images that nothing is compared with', async () => {
    const options = { name: 'FCDD_CNN64', images: 64 as 32 };
    await expect(net(workspaceTree(), options)).rejects.toThrow('give 28, 32, 224');
  });
});

describe('the generator of data sets', () => {
  it('writes one folder, and adds one line to the list and its words to the schemas', async () => {
    const tree = workspaceTree();
    await dataset(tree, flowers);
    const folder = 'packages/data-sets/src/flowers';
    expect(changesOf(tree)).toEqual([
      `CREATE ${folder}/flowers.ts`,
      `CREATE ${folder}/open.test.ts`,
      `CREATE ${folder}/open.ts`,
      'UPDATE packages/data-sets/src/list.ts',
      'UPDATE schemas/parts/dataset.schema.json',
      'UPDATE schemas/src/types.ts',
    ]);
    const entry = tree.read(`${folder}/flowers.ts`, 'utf8');
    expect(entry).toContain(`title: "Flowers of 'my' garden"`);
    expect(entry).toContain("classes: ['rose', 'tulip']");
    expect(tree.read('packages/data-sets/src/list.ts', 'utf8')).toContain('  flowers,\n];');
    const schema = tree.read('schemas/parts/dataset.schema.json', 'utf8');
    expect(schema).toContain(`; flowers: Flowers of 'my' garden"`);
    expect(schema).toContain('"custom", "flowers"]');
  });

  it.each([
    ['mnist', 'rose,tulip', "There is a data set called 'mnist'."],
    ['emnist', 'rose,tulip', "There is a data set called 'emnist'."],
    ['wild-flowers', 'rose,tulip', 'single underscores'],
    ['flowers', 'o', 'at least two different classes'],
    ['flowers', 'rose,../tulip', "A class cannot be called '../tulip'"],
  ])('refuses the name %s with the classes %s', async (name, classes, message) => {
    await expect(dataset(workspaceTree(), { name, classes })).rejects.toThrow(message);
  });
});

describe('the generator of detectors', () => {
  const enumOf = (tree: Tree) => wordsOf(tree, 'schemas/parts/detector.schema.json', 'name', 'enum');

  it('writes one folder, and adds one line to the list and its name to the schemas', async () => {
    const tree = workspaceTree();
    const before = tree.read('packages/detectors/src/index.ts', 'utf8')!.split('\n');
    const names = enumOf(tree);
    await detector(tree, { name: 'far_away', title: "the score is a 'distance'", source: 'A paper, 2026' });
    const folder = 'packages/detectors/src/far_away';
    expect(changesOf(tree)).toEqual([
      `CREATE ${folder}/far_away.test.ts`,
      `CREATE ${folder}/index.ts`,
      `CREATE ${folder}/objective.ts`,
      'UPDATE packages/detectors/src/index.ts',
      'UPDATE schemas/parts/detector.schema.json',
      'UPDATE schemas/parts/baseline.schema.json',
      'UPDATE schemas/src/types.ts',
    ]);
    const definition = tree.read(`${folder}/index.ts`, 'utf8');
    expect(definition).toContain("export const farAway = gradientDetector({\n  name: 'far_away'");
    expect(definition).toContain(`title: "the score is a 'distance'"`);
    const after = tree.read('packages/detectors/src/index.ts', 'utf8')!.split('\n');
    const added = after.filter((line) => !before.includes(line));
    expect(added[0]).toBe("import { farAway } from './far_away/index.ts';");
    expect(after.join('\n')).toMatch(/detectors: readonly DetectorDefinition\[\] = \[[^\]]*\bfarAway,?\s*\]/);
    expect(enumOf(tree)).toEqual([...names, 'far_away']);
    const baseline = tree.read('schemas/parts/baseline.schema.json', 'utf8');
    expect(baseline).toContain(`; far_away: the score is a 'distance'"`);
  });

  it.each([
    ['fcdd', "There is a detector called 'fcdd'."],
    ['far-away', 'single underscores'],
    ['combined', "No detector can be called 'combined'."],
    ['losses', 'There is a folder packages/detectors/src/losses already.'],
  ])('refuses the name %s', async (name, message) => {
    await expect(detector(workspaceTree(), { name })).rejects.toThrow(message);
  });
});

const isThorough = !!process.env['FCDD_THOROUGH_TESTS'];

describe('what is generated', () => {
  it.skipIf(!isThorough)(
    `builds, typechecks, has nothing for lint and format, and passes its tests${isThorough ? '' : ' (skipped: only with FCDD_THOROUGH_TESTS=1)'}`,
    async () => {
      const copy = await copyWorkspace();
      const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NX_')));
      const run = (command: string, folder = '.') => {
        const [program, ...args] = command.split(' ') as [string, ...string[]];
        return execFileSync(join(copy, 'node_modules/.bin', program), args, {
          cwd: join(copy, folder),
          env: { ...env, NX_DAEMON: 'false' },
          stdio: 'pipe',
          encoding: 'utf8',
        });
      };
      const steps = run('nx g ./tools:stage nearest-neighbours');
      expect(steps).toContain("uses: '@fcdd/stage-nearest-neighbours'");
      run('nx g ./tools:net FCDD_CNN28_DEEP');
      run('nx g ./tools:dataset flowers --classes rose,tulip');
      run('nx g ./tools:detector far_away');
      await symlink(
        '../../packages/stage-nearest-neighbours',
        join(copy, 'node_modules/@fcdd/stage-nearest-neighbours'),
      );

      execFileSync('node', ['build.mjs'], { cwd: join(copy, 'packages/stage-nearest-neighbours') });
      const vitest = 'vitest run --config ../../vitest.config.ts';
      run(vitest, 'packages/stage-nearest-neighbours');
      run(`${vitest} src/nets src/catalogue.test.ts`, 'packages/nets');
      run(`${vitest} src/flowers src/open-data-set.test.ts`, 'packages/data-sets');
      run(`${vitest} src/far_away src/detectors.test.ts`, 'packages/detectors');
      expect(run('tsx packages/cli/src/main.ts detectors')).toContain('\nfar_away: the anomaly score');
      run('vitest run --config ../vitest.config.ts schemas/schema-files.test.ts', 'tools');
      run(
        'tsc --build packages/stage-nearest-neighbours packages/nets packages/data-sets packages/detectors',
      );
      const written = [
        'packages/stage-nearest-neighbours',
        'packages/nets/src/catalogue.ts',
        'packages/nets/src/nets',
        'packages/data-sets/src/list.ts',
        'packages/data-sets/src/flowers',
        'packages/detectors/src/index.ts',
        'packages/detectors/src/far_away',
      ].join(' ');
      run(`eslint ${written}`);
      run(`prettier --check ${written} schemas tsconfig.json`);
    },
  );
});
