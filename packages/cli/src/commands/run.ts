import { resolve } from 'node:path';
import { openStore } from '@fcdd/artifacts';
import { graphicsProcessors } from '@fcdd/engine/graphics-processors';
import { type RunSource, runGraph, type RunSummary } from '@fcdd/runner';
import type { StageGraph } from '@fcdd/stage';
import { type ExitCode, exitCodes } from '../exit.ts';
import { createExecutor } from '../executor.ts';
import { stageFolders } from '../house.ts';
import { listenForInterrupts } from '../interrupts.ts';
import { type LoadedGraph, loadGraph } from '../load-graph.ts';
import { type RunOptions, hasSelection, overridesOf, selectionOf } from '../options.ts';
import { type Renderer, createRenderer } from '../renderers/renderer.ts';
import { currentStep } from '../sweep/known-rungs.ts';
import type { SweepStep } from '../sweep/next-step.ts';
import { runSweep } from '../sweep/run-sweep.ts';
import type { Sweep } from '../sweep/sweep.ts';

export async function runCommand(file: string, options: RunOptions): Promise<ExitCode> {
  const loaded = await loadGraph(file, overridesOf(options), options.data);
  const threads = options.threads ?? loaded.experiment.engine.threads ?? undefined;
  const source = { file: resolve(file), overrides: overridesOf(options) };
  const run = async (part: Part): Promise<RunSummary> =>
    execute({ ...loaded, ...part, source }, { ...options, threads }, await createRenderer(options));
  return loaded.sweep ? runSwept(loaded.sweep, options, run) : exitCodeOf(await run(loaded));
}

/** A graph, or the targets of it. */
type Part = Pick<SweepStep, 'graph' | 'targets'>;

/** Where a part is chosen, it is one of what is known to follow. */
async function runSwept(
  sweep: Sweep,
  options: RunOptions,
  run: (part: Part) => Promise<RunSummary>,
): Promise<ExitCode> {
  const { store, keepGoing, json } = options;
  if (hasSelection(options)) return exitCodeOf(await run(await currentStep(sweep, await openStore(store))));
  const tell = (message: string): void =>
    console.log(json ? JSON.stringify({ time: new Date().toISOString(), type: 'sweep', message }) : message);
  return runSweep(sweep, { store, keepGoing, execute: run, tell });
}

/** Runs a graph and shows how it goes. */
export async function execute(
  { graph, files, targets, source }: Pick<LoadedGraph, 'graph' | 'files'> & Part & { source?: RunSource },
  options: RunOptions,
  renderer: Renderer,
): Promise<RunSummary> {
  const { stop, kill, end } = listenForInterrupts(() => renderer.interrupted());
  const warn = (message: string): void => renderer.show({ type: 'warning', message });
  try {
    const store = await openStore(options.store);
    return await runGraph(graph, {
      ...options,
      selection: selectionOf({ ...options, target: options.target ?? targets }),
      limits: options.limit,
      gpus: options.gpus ?? processorsFor(graph),
      store,
      source,
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

/** Those that any of the devices may need: variants of a sweep may have different ones. */
function processorsFor({ engine, nodes }: StageGraph): number[] {
  const devices = new Set(
    [engine, ...nodes.map((node) => node.engine ?? engine)].map(({ device }) => device),
  );
  return [...new Set([...devices].flatMap(graphicsProcessors))];
}

export function exitCodeOf({ interrupted, failures }: RunSummary): ExitCode {
  if (interrupted) return exitCodes.interrupted;
  return failures.length > 0 ? exitCodes.failure : exitCodes.success;
}
