// Makes each experiment file a project, so that `nx run fmnist:run` works and `nx graph` shows what extends what.
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseDocument } from 'yaml';

const TAG = 'experiment';

/** Profiles of clusters, in `configs/profiles`, are no experiments. */
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

/** A project whose root is the file itself: folders of many experiments have no root for each. */
function projectOf(file) {
  return {
    root: file,
    name: nameOf(file),
    projectType: 'application',
    tags: [TAG],
    implicitDependencies: ['@fcdd/cli'],
    targets: {
      // One experiment keeps all cores busy; two at once would take them from each other.
      run: target(file, 'run', { parallelism: false }),
      plan: target(file, 'plan'),
      report: target(file, 'report', { parallelism: false }),
    },
  };
}

/** The path below `configs`, with dots: Nx takes no slashes. No package is called that: these are in the scope `@fcdd`. */
function nameOf(file) {
  return file.replace(/^configs\/|\.yaml$/g, '').replaceAll('/', '.');
}

function target(file, command, options) {
  return {
    executor: 'nx:run-commands',
    options: { command: `fcdd ${command} ${quoted(file)}`, cwd: '{workspaceRoot}' },
    dependsOn: [{ projects: ['@fcdd/cli', '@fcdd/stage-*'], target: 'build' }],
    inputs: [`{workspaceRoot}/${file}`, '{workspaceRoot}/pipelines/*'],
    // fcdd's own store knows for each stage what has changed; Nx would only know it of the whole.
    cache: false,
    metadata: { description: `fcdd ${command} ${file}` },
    ...options,
  };
}

/** As one word of a shell command. */
function quoted(file) {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
}

/** @returns the file that an experiment extends, from the root of the workspace; undefined where it says none */
function extendedFile(file, workspaceRoot) {
  const { contents } = parseDocument(readFileSync(join(workspaceRoot, file), 'utf8'));
  const extended = contents?.get?.('extends');
  return typeof extended === 'string' ? posix.join(dirname(file), extended) : undefined;
}
