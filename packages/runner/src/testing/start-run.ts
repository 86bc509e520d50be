import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { StageGraph } from '@fcdd/stage';
import type { RunOptions } from '../index.ts';
import { builtStageHost } from './built.ts';
import type { Workspace } from './workspace.ts';

/** Runs a graph in a process of its own, which can be killed. */
export async function startRun(
  { options }: Workspace,
  graph: StageGraph,
  more: Partial<RunOptions> = {},
): Promise<ChildProcess> {
  const { executor: _, ...rest } = options;
  const given = { ...rest, ...more, stageHost: await builtStageHost() };
  const script = join(import.meta.dirname, 'run-graph.ts');
  return spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(given), JSON.stringify(graph)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
