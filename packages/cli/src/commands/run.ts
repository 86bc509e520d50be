import { resolve } from 'node:path';
import { openStore } from '@fcdd/artifacts';
import { graphicsProcessors } from '@fcdd/engine/graphics-processors';
import { runGraph, type RunSummary } from '@fcdd/runner';
import { type ExitCode, exitCodes } from '../exit.ts';
import { createExecutor } from '../executor.ts';
import { stageFolders } from '../house.ts';
import { listenForInterrupts } from '../interrupts.ts';
import { type LoadedGraph, loadGraph } from '../load-graph.ts';
import { type RunOptions, overridesOf, selectionOf } from '../options.ts';
import { type Renderer, createRenderer } from '../renderers/renderer.ts';

export async function runCommand(file: string, options: RunOptions): Promise<ExitCode> {
  const loaded = await loadGraph(file, overridesOf(options), options.data);
  const threads = options.threads ?? loaded.experiment.engine.threads ?? undefined;
  const summary = await execute(loaded, { ...options, threads }, await createRenderer(options));
  return exitCodeOf(summary);
}

/** Runs a graph and shows how it goes. */
export async function execute(
  { graph, files }: Pick<LoadedGraph, 'graph' | 'files'>,
  options: RunOptions,
  renderer: Renderer,
): Promise<RunSummary> {
  const { stop, kill, end } = listenForInterrupts(() => renderer.interrupted());
  const warn = (message: string): void => renderer.show({ type: 'warning', message });
  try {
    const store = await openStore(options.store);
    return await runGraph(graph, {
      ...options,
      selection: selectionOf(options),
      limits: options.limit,
      gpus: options.gpus ?? graphicsProcessors(graph.engine.device),
      store,
      resultsFolder: resolve(options.results),
      settings: { dataFolder: resolve(options.data), offline: options.offline ?? false, files },
      stageFolders,
      executor: await createExecutor(options, { graph, store, warn }),
      signal: stop,
      killSignal: kill,
      onEvent: (event) => renderer.show(event),
    });
  } finally {
    await renderer.end();
    end();
  }
}

export function exitCodeOf({ interrupted, failures }: RunSummary): ExitCode {
  if (interrupted) return exitCodes.interrupted;
  return failures.length > 0 ? exitCodes.failure : exitCodes.success;
}
