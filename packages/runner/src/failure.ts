import { open } from 'node:fs/promises';
import { type Store, explainDiskFull } from '@fcdd/artifacts';
import { UserError, describeError } from '@fcdd/errors';
import type { NodeFailure } from './events.ts';
import type { StageExit } from './stage-process.ts';

export function failureFrom(id: string, error: unknown): NodeFailure {
  const stack = error instanceof Error ? error.stack : undefined;
  return { id, message: describeError(error), stack };
}

/** The failure of a stage's process. */
export function failureOf(
  id: string,
  { message, stack, code }: Extract<StageExit, { state: 'failed' }>,
  store: Store,
): NodeFailure {
  const explained = explainDiskFull({ code }, store.folder);
  return { id, message: explained instanceof UserError ? describeError(explained) : message, stack };
}

/** Adds where the log is and how it ends. */
export async function withLog(failure: NodeFailure, logFile: string): Promise<NodeFailure> {
  const lastLines = await readLastLines(logFile);
  return lastLines.length > 0 ? { ...failure, logFile, lastLines } : failure;
}

const LINES = 12;
const BYTES = 8192;

async function readLastLines(file: string): Promise<string[]> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const start = Math.max(0, size - BYTES);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(BYTES), 0, BYTES, start);
      const lines = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n');
      return lines.slice(-LINES).filter((line) => line.trim() !== '');
    } finally {
      await handle.close();
    }
  } catch {
    return [];
  }
}
