import { open } from 'node:fs/promises';
import type { StageMessage } from '@fcdd/stage';

type Told = Extract<StageMessage, { type: 'progress' | 'log' }>;

/**
 * Follows a file of messages, one of JSON a line, that another process adds to.
 * @returns a function that returns the news since its last call
 */
export function followMessages(file: string, onMessage: (message: Told) => void): () => Promise<void> {
  let position = 0;
  let rest = Buffer.alloc(0);
  return async () => {
    const added = await readFrom(file, position);
    if (!added) return;
    position += added.length;
    const bytes = Buffer.concat([rest, added]);
    // A line is whole, and so are its characters, once its end is there.
    const end = bytes.lastIndexOf('\n') + 1;
    rest = bytes.subarray(end);
    for (const line of bytes.toString('utf8', 0, end).split('\n')) {
      const message = parse(line);
      if (message) onMessage(message);
    }
  };
}

async function readFrom(file: string, position: number): Promise<Buffer | undefined> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOENT', 'ESTALE'].includes(error.code ?? '')) throw error;
  });
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    if (size <= position) return undefined;
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(size - position),
      0,
      size - position,
      position,
    );
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A job that was killed may leave half a line, which then counts for nothing. */
function parse(line: string): Told | undefined {
  try {
    const message = JSON.parse(line) as Told;
    return ['progress', 'log'].includes(message.type) ? message : undefined;
  } catch {
    return undefined;
  }
}
