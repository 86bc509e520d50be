import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');

const quickstart = `version: 2
name: quick
dataset: { name: mnist }
detector: { net: FCDD_CNN28 }
training: { epochs: 1 }
`;

interface Graph {
  nodes: Record<
    string,
    { data: { root: string; targets: Record<string, { cache: boolean; dependsOn: unknown }> } }
  >;
  dependencies: Record<string, { target: string; type: string }[]>;
}

/** Makes a workspace with these files, the plugin and the command line. The end of the test removes it. */
async function createWorkspace(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-nx-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const all = {
    'nx.json':
      '{ "analytics": false, "neverConnectToCloud": true, "plugins": ["./tools/nx/experiments-plugin.mjs"] }',
    'package.json': '{ "name": "workspace", "workspaces": ["packages/*"] }',
    'packages/cli/package.json': '{ "name": "@fcdd/cli" }',
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await mkdir(join(folder, 'tools/nx'), { recursive: true });
  const plugin = 'tools/nx/experiments-plugin.mjs';
  await cp(join(repository, plugin), join(folder, plugin));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  await symlink(join(repository, 'tools/node_modules'), join(folder, 'tools/node_modules'));
  const nx = (...args: string[]) => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NX_')));
    return spawnSync(join(repository, 'node_modules/.bin/nx'), args, {
      cwd: folder,
      env: { ...env, NX_DAEMON: 'false' },
      encoding: 'utf8',
    });
  };
  return { folder, nx };
}

it('makes each experiment a project whose commands take arguments, and the graph shows which files extend others', async () => {
  const { folder, nx } = await createWorkspace({
    'configs/quick.yaml': quickstart,
    'configs/quick-small.yaml': 'extends: ./quick.yaml\nname: small\n',
    'configs/broken.yaml': 'extends: [\n  "./quick.yaml',
    'configs/empty.yaml': '',
    'configs/elsewhere.yaml': 'extends: ../../etc/passwd\n',
    'configs/sweeps/quick.yaml': 'extends: ../quick.yaml\nname: sweep\n',
    'configs/profiles/cluster.yaml': 'version: 2\n',
  });
  const shown = nx('graph', '--file=graph.json');
  expect(shown.stderr + shown.stdout).not.toContain('rror');
  const { graph } = JSON.parse(await readFile(join(folder, 'graph.json'), 'utf8')) as { graph: Graph };
  const experiments = Object.keys(graph.nodes).filter((name) => graph.nodes[name]!.data.targets['run']);
  expect(experiments.sort()).toEqual([
    'broken',
    'elsewhere',
    'empty',
    'quick',
    'quick-small',
    'sweeps.quick',
  ]);
  const extended = (name: string) =>
    graph.dependencies[name]!.filter(({ type }) => type === 'static').map(({ target }) => target);
  expect(extended('quick-small')).toEqual(['quick']);
  expect(extended('sweeps.quick')).toEqual(['quick']);
  for (const name of ['quick', 'broken', 'empty', 'elsewhere']) expect(extended(name)).toEqual([]);
  const { run } = graph.nodes['quick']!.data.targets;
  expect(run).toMatchObject({
    cache: false,
    dependsOn: [{ projects: ['@fcdd/cli', '@fcdd/stage-*'], target: 'build' }],
  });

  const planned = nx('run', 'sweeps.quick:plan', '--set=training.epochs=none');
  expect(planned.status).toBe(1);
  expect(planned.stdout).toContain('fcdd plan configs/sweeps/quick.yaml --set=training.epochs=none');
  expect(planned.stdout + planned.stderr).toContain('--set training.epochs');
});
