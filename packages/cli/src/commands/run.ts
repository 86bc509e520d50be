import { resolve } from 'node:path';
import { openStore } from '@fcdd/artifacts';
import { graphicsProcessors } from '@fcdd/engine/graphics-processors';
import { type RunSource, runGraph } from '@fcdd/runner';
import type { StageGraph } from '@fcdd/stage';
import {
  type LoadedGraph,
  type Outcome,
  type Sweep,
  type SweepEvent,
  type SweepStep,
  claimResults,
  loadGraph,
  outcomeOf,
  runStudy,
} from '@fcdd/studies';
import { type ExitCode, exitCodeOf } from '../exit.ts';
import { createExecutor } from '../executor.ts';
import { stageFolders } from '../house.ts';
import { listenForInterrupts } from '../interrupts.ts';
import { type RunOptions, hasSelection, overridesOf, selectionOf } from '../options.ts';
import { type Renderer, createRenderer } from '../renderers/renderer.ts';
import { formatSweepEvent } from '../renderers/sweep.ts';
import { readingFor } from '../surroundings.ts';

export async function runCommand(file: string, options: RunOptions): Promise<ExitCode> {
  const reading = readingFor(options);
  const loaded = await loadGraph(file, overridesOf(options), reading);
  await claimResults(options.results, { file, loaded, reading });
  const threads = options.threads ?? loaded.experiment.engine.threads ?? undefined;
  const source = { file: resolve(file), overrides: overridesOf(options) };
  const outcome = await runStudy(loaded, {
    store: await openStore(options.store),
    stageFolders,
    isPart: hasSelection(options),
    keepGoing: options.keepGoing,
    execute: async (part) =>
      execute({ ...loaded, ...part, source }, { ...options, threads }, await createRenderer(options)),
    onEvent: (event) => showSweepEvent(event, loaded.sweep!, options),
  });
  return exitCodeOf(outcome);
}

function showSweepEvent(event: SweepEvent, sweep: Sweep, { json }: RunOptions): void {
  const message = formatSweepEvent(event, sweep);
  console.log(json ? JSON.stringify({ time: new Date().toISOString(), type: 'sweep', message }) : message);
}

/** A graph, its targets, and the paths of the user's files. */
type Part = Pick<LoadedGraph, 'graph' | 'files'> & Pick<SweepStep, 'targets'> & { source?: RunSource };

/** Runs a graph and shows its progress. */
export async function execute(
  { graph, files, targets, source }: Part,
  options: RunOptions,
  renderer: Renderer,
): Promise<Outcome> {
  const { stop, kill, end } = listenForInterrupts(() => renderer.interrupted());
  const warn = (message: string): void => renderer.show({ type: 'warning', message });
  try {
    const store = await openStore(options.store);
    const summary = await runGraph(graph, {
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
    return outcomeOf(summary);
  } finally {
    await renderer.end();
    end();
  }
}

/** Returns the graphics processors for all devices of a graph: variants of a sweep may have different devices. */
function processorsFor({ engine, nodes }: StageGraph): number[] {
  const devices = new Set(
    [engine, ...nodes.map((node) => node.engine ?? engine)].map(({ device }) => device),
  );
  return [...new Set([...devices].flatMap(graphicsProcessors))];
}
