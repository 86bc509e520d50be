// Gives every package the targets that its files imply, so that no package repeats them.
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const LIBRARY_SOURCES = ['default', '^default'];
/** Tools that make bundles and tests from sources. */
const BUILD_TOOLS = '{workspaceRoot}/tools/build/*';

function target(root, command, options) {
  return { executor: 'nx:run-commands', options: { command, cwd: root }, cache: true, ...options };
}

function targetsOf(root, workspaceRoot) {
  const has = (file) => existsSync(join(workspaceRoot, root, file));
  const targets = {
    lint: target(root, 'eslint .', { inputs: ['lint'] }),
  };
  if (has('tsconfig.json')) {
    targets.typecheck = target(root, 'tsc --build', {
      dependsOn: ['^typecheck'],
      inputs: [...LIBRARY_SOURCES, BUILD_TOOLS],
      outputs: ['{projectRoot}/dist/types', '{projectRoot}/tsconfig.tsbuildinfo'],
    });
    const config = relative(root, 'vitest.config.ts');
    targets.test = target(root, `vitest run --config ${config}`, {
      // Tests of the front and the pipeline run built stages in real processes.
      dependsOn: ['build', '^build'],
      inputs: [
        ...LIBRARY_SOURCES,
        BUILD_TOOLS,
        '{workspaceRoot}/vitest.config.ts',
        '{workspaceRoot}/{configs,docs,pipelines}/**/*',
      ],
    });
  }
  if (has('conformance/run.ts')) {
    targets.conformance = target(root, 'tsx conformance/run.ts', { inputs: LIBRARY_SOURCES });
  }
  if (has('build.mjs')) {
    targets.build = target(root, 'node build.mjs', {
      inputs: [...LIBRARY_SOURCES, BUILD_TOOLS],
      outputs: ['{projectRoot}/dist/*.js', '{projectRoot}/dist/*.json'],
    });
  }
  return targets;
}

export const createNodesV2 = [
  '{packages/*,schemas,tools}/package.json',
  (files, _options, { workspaceRoot }) =>
    files.map((file) => {
      const root = dirname(file);
      return [file, { projects: { [root]: { root, targets: targetsOf(root, workspaceRoot) } } }];
    }),
];
