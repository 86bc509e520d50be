import { resolve } from 'node:path';
import { openStore } from '@fcdd/artifacts';
import { graphicsProcessors } from '@fcdd/engine/graphics-processors';
import { type RunSource, runGraph, type RunSummary } from '@fcdd/runner';
import type { StageGraph } from '@fcdd/stage';
import {
  type LoadedGraph,
  type Sweep,
  type SweepEvent,
  type SweepStep,
  currentStep,
  loadGraph,
  outcomeOf,
  runSweep,
} from '@fcdd/studies';
import { type ExitCode, exitCodeOf } from '../exit.ts';
import { createExecutor } from '../executor.ts';
import { stageFolders } from '../house.ts';
import { listenForInterrupts } from '../interrupts.ts';
import { type RunOptions, hasSelection, overridesOf, selectionOf } from '../options.ts';
import { type Renderer, createRenderer } from '../renderers/renderer.ts';
import { formatSweepEvent } from '../renderers/sweep.ts';
import { sourcesFor } from '../sources.ts';

export async function runCommand(file: string, options: RunOptions): Promise<ExitCode> {
  const loaded = await loadGraph(file, overridesOf(options), sourcesFor(options));
  const threads = options.threads ?? loaded.experiment.engine.threads ?? undefined;
  const source = { file: resolve(file), overrides: overridesOf(options) };
  const run = async (part: Part): Promise<RunSummary> =>
    execute({ ...loaded, ...part, source }, { ...options, threads }, await createRenderer(options));
  return loaded.sweep ? runSwept(loaded.sweep, options, run) : exitCodeOf(outcomeOf(await run(loaded)));
}

/** A graph, or the targets of it. */
type Part = Pick<SweepStep, 'graph' | 'targets'>;

/** Where a part is chosen, it is one of what is known to follow. */
async function runSwept(
  sweep: Sweep,
  options: RunOptions,
  run: (part: Part) => Promise<RunSummary>,
): Promise<ExitCode> {
  const { keepGoing, json } = options;
  const store = await openStore(options.store);
  if (hasSelection(options))
    return exitCodeOf(outcomeOf(await run(await currentStep(sweep, store, stageFolders))));
  const onEvent = (event: SweepEvent): void => {
    const message = formatSweepEvent(event, sweep);
    console.log(json ? JSON.stringify({ time: new Date().toISOString(), type: 'sweep', message }) : message);
  };
  return exitCodeOf(await runSweep(sweep, { store, stageFolders, keepGoing, execute: run, onEvent }));
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
