import type { RunEvent } from '@fcdd/runner';
import type { RunOptions } from '../options.ts';

/** Shows a run in progress. */
export interface Renderer {
  show(event: RunEvent): void;
  /** The user has asked to stop. */
  interrupted(): void;
  end(): Promise<void>;
}

/** Creates the renderer for the reader of the output: a program, a terminal, or a file. */
export async function createRenderer({
  json,
  verbose,
}: Pick<RunOptions, 'json' | 'verbose'>): Promise<Renderer> {
  if (json) return (await import('./json.ts')).createJsonRenderer();
  if (process.stdout.isTTY && !verbose) return (await import('./terminal.ts')).createTerminalRenderer();
  return (await import('./plain.ts')).createPlainRenderer({ verbose });
}
