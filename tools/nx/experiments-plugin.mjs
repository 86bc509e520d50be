// Makes each experiment file a project, so that `nx run fmnist:run` works and `nx graph` shows which files extend
// others.
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseDocument } from 'yaml';

const TAG = 'experiment';

/** Experiment files; profiles of clusters, in `configs/profiles`, are not experiments. */
export const createNodes = [
  'configs/{*,sweeps/*}.yaml',
  (files) => files.map((file) => [file, { projects: { [file]: projectOf(file) } }]),
];

export function createDependencies(_options, { projects, workspaceRoot }) {
  const nameByFile = new Map(
    Object.entries(projects)
      .filter(([, { tags }]) => tags?.includes(TAG))
      .map(([name, { root }]) => [root, name]),
  );
  return [...nameByFile].flatMap(([file, source]) => {
    const target = nameByFile.get(extendedFile(file, workspaceRoot));
    return target === undefined ? [] : [{ source, target, sourceFile: file, type: 'static' }];
  });
}

/** Makes a project whose root is the file itself, since a folder may contain many experiments. */
function projectOf(file) {
  return {
    root: file,
    name: nameOf(file),
    projectType: 'application',
    tags: [TAG],
    implicitDependencies: ['@fcdd/cli'],
    targets: {
      // One experiment keeps all cores busy, so two must not run at the same time.
      run: target(file, 'run', { parallelism: false }),
      plan: target(file, 'plan'),
      report: target(file, 'report', { parallelism: false }),
    },
  };
}

/**
 * Name of a project: its path below `configs` with dots, because Nx allows no slashes. Packages have the scope
 * `@fcdd`, so that names cannot collide.
 */
function nameOf(file) {
  return file.replace(/^configs\/|\.yaml$/g, '').replaceAll('/', '.');
}

function target(file, command, options) {
  return {
    executor: 'nx:run-commands',
    options: { command: `fcdd ${command} ${quoted(file)}`, cwd: '{workspaceRoot}' },
    dependsOn: [{ projects: ['@fcdd/cli', '@fcdd/stage-*'], target: 'build' }],
    inputs: [`{workspaceRoot}/${file}`, '{workspaceRoot}/pipelines/*'],
    // The store of fcdd knows the changes of each stage; Nx would know only whether anything has changed.
    cache: false,
    metadata: { description: `fcdd ${command} ${file}` },
    ...options,
  };
}

/** Quotes a text as one word of a shell command. */
function quoted(file) {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
}

/** @returns the file that an experiment extends, from the root of the workspace; undefined if there is none */
function extendedFile(file, workspaceRoot) {
  const { contents } = parseDocument(readFileSync(join(workspaceRoot, file), 'utf8'));
  const extended = contents?.get?.('extends');
  return typeof extended === 'string' ? posix.join(dirname(file), extended) : undefined;
}
