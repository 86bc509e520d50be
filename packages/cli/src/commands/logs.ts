import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@fcdd/artifacts';
import { UserError, printableText } from '@fcdd/errors';
import { type StageLog, findLogs, listRuns, matchNodes } from '@fcdd/runner';
import { type StageQuestion, askedStage } from '@fcdd/studies';
import type { LogsOptions } from '../options.ts';
import { surroundingsFor } from '../surroundings.ts';

const INTERVAL = 250;

/**
 * Prints the logs of stages. If a name means several nodes, prints those of running ones, else of failed ones, else all.
 * @param names the stage, or the experiment's file and the stage
 */
export async function logsCommand(names: string[], options: LogsOptions): Promise<void> {
  const surroundings = await surroundingsFor(options);
  const { store } = surroundings;
  const question = await askedStage(names, surroundings);
  const logs = await logsOf(question, store);
  for (const log of logs) {
    if (logs.length > 1) console.log(`==> ${log.id} (${log.state}) <==`);
    const end = await printEnd(log, options.lines);
    const isFollowed = options.follow && log.state === 'running';
    if (end === 0 && !isFollowed)
      console.error(`'${log.id}' has logged nothing${log.state === 'running' ? ' so far' : ''}.`);
    if (isFollowed) await follow(log, end, () => runs(question, store, log));
  }
}

async function logsOf({ experiment, nodes, name }: StageQuestion, store: Store): Promise<StageLog[]> {
  const ids = matchNodes(nodes, name).map(({ node }) => node.id);
  const run = (await listRuns(store)).find(({ status }) => status.experiment === experiment);
  const logs = await findLogs(store, experiment, ids, run?.status, run?.isLive);
  for (const state of ['running', 'failed'] as const) {
    const found = logs.filter((log) => log.state === state);
    if (found.length > 0) return found;
  }
  if (logs.length > 0) return logs;
  throw new UserError(`'${name}' of ${experiment} has no log: it has not run.`);
}

async function runs(question: StageQuestion, store: Store, { id }: StageLog): Promise<boolean> {
  const run = (await listRuns(store)).find(({ status }) => status.experiment === question.experiment);
  return run?.isLive === true && run.status.running.some((node) => node.id === id);
}

/** Prints the last lines, and returns their end in bytes. */
async function printEnd({ file }: StageLog, lines: number): Promise<number> {
  const content = await read(file, 0);
  const text = content.toString('utf8').trimEnd();
  if (text !== '') console.log(printableText(text.split('\n').slice(-lines).join('\n')));
  return content.length;
}

/** Prints new lines while the stage runs. At its end the log moves to its final place. */
async function follow(
  { file, finalFile }: StageLog,
  start: number,
  isRunning: () => Promise<boolean>,
): Promise<void> {
  let position = start;
  const printNew = async (from: string): Promise<void> => {
    const added = await read(from, position);
    position += added.length;
    if (added.length > 0) process.stdout.write(printableText(added.toString('utf8')));
  };
  while (await isRunning()) {
    await printNew(file);
    await sleep(INTERVAL);
  }
  await printNew(file);
  await printNew(finalFile);
}

/** Reads a file from a position in bytes; empty if there is no file. */
async function read(file: string, position: number): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    const { size } = await handle.stat();
    const rest = Buffer.alloc(Math.max(0, size - position));
    const { bytesRead } = await handle.read(rest, 0, rest.length, position);
    return rest.subarray(0, bytesRead);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  } finally {
    await handle?.close();
  }
}
