import { open } from 'node:fs/promises';
import { explainDiskFull } from '@fcdd/artifacts';
import { describeError, isUserError } from '@fcdd/errors';
import type { NodeFailure } from './events.ts';
import type { StageExit } from './executors/executor.ts';

export function failureFrom(id: string, error: unknown): NodeFailure {
  const stack = error instanceof Error ? error.stack : undefined;
  return { id, message: describeError(error), stack };
}

/** Failure of a stage's process. The end of the log comes with it where the message may not say everything. */
export async function failureOf(
  id: string,
  exit: Extract<StageExit, { state: 'failed' }>,
  { storeFolder, logFile }: { storeFolder: string; logFile: string },
): Promise<NodeFailure> {
  const { message, explained, stack, code } = exit;
  const diskFull = explainDiskFull({ code }, storeFolder);
  if (isUserError(diskFull)) return { id, message: describeError(diskFull) };
  if (explained) return { id, message };
  const lastLines = await readLastLines(logFile);
  return lastLines.length > 0 ? { id, message, stack, logFile, lastLines } : { id, message, stack };
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
