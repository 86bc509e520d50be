import { resolve } from 'node:path';
import { dataSets, outlierSources } from '@fcdd/data-sets/catalogue';
import { type Holding, holdings } from '@fcdd/data-sets/holdings';
import type { FoundData } from '@fcdd/data-sets/inventory';
import { UserError } from '@fcdd/errors';
import { allowedWords, describeValue } from '@fcdd/experiment';
import { type ExitCode, exitCodes } from '../exit.ts';
import { formatBytes, formatTable } from '../format.ts';
import { listenForInterrupts } from '../interrupts.ts';
import type { DataOptions, PrintOptions } from '../options.ts';
import { type DataRenderer, createDataRenderer } from '../renderers/data.ts';

const states: Record<FoundData['state'], string> = {
  checked: 'official, checked',
  unchecked: 'official, not checked yet',
  damaged: 'damaged: its size is wrong',
  own: 'own copy, not checked',
};

export async function listDataCommand({ data, json }: DataOptions & PrintOptions): Promise<void> {
  const { surveyData } = await import('@fcdd/data-sets/inventory');
  const surveys = await surveyData(resolve(data));
  if (json) return console.log(JSON.stringify(surveys));
  const rows = surveys.map(({ name, uses, found, missing, fetchedFrom, bytes }) => [
    name,
    uses.join(', '),
    found
      ? states[found.state]
      : `${missing.length ? 'incomplete, ' : ''}${fetchedFrom.length ? 'can be fetched' : 'must be fetched by hand'}`,
    formatSize(found ? found.bytes : bytes),
    found?.path ?? fetchedFrom.join(', else '),
  ]);
  console.log(formatTable([['NAME', 'USED AS', 'STATE', 'SIZE', 'WHERE'], ...rows], ['SIZE']));
  for (const { name, found, fetchedFrom, whatToDo } of surveys)
    if (!found && !fetchedFrom.length) console.log(`\n${name}: ${whatToDo}`);
}

/** @param of known data, by name */
export async function fetchDataCommand(
  names: string[],
  { data }: DataOptions,
  of: Record<string, Holding> = holdings,
): Promise<ExitCode> {
  const { fetchData } = await import('@fcdd/data-sets/inventory');
  return forEach(names, of, {}, async (name, renderer, signal) => {
    const settings = { dataFolder: resolve(data), offline: false, signal, ...renderer };
    const { path, bytes, state } = await fetchData(name, settings, of);
    renderer.tell(`${name}: ${path} (${[formatSize(bytes), states[state]].filter(Boolean).join(', ')})`);
    return true;
  });
}

/** @param of known data, by name */
export async function checkDataCommand(
  names: string[],
  { data, json }: DataOptions & PrintOptions,
  of: Record<string, Holding> = holdings,
): Promise<ExitCode> {
  const { checkData } = await import('@fcdd/data-sets/inventory');
  return forEach(names, of, { json }, async (name, renderer, signal) => {
    const settings = { dataFolder: resolve(data), offline: true, signal, ...renderer };
    const check = await checkData(name, settings, of);
    const { problems, whatToDo, read, found } = check;
    if (json) renderer.tell(JSON.stringify(check));
    else if (problems.length)
      renderer.tell(
        [...problems.map((problem) => `${name}: ${problem}`), ...(whatToDo ? [`  ${whatToDo}`] : [])].join(
          '\n',
        ),
      );
    else renderer.tell(`${name}: ${found!.path} is sound, ${read} images or tensors read`);
    return problems.length === 0;
  });
}

/** @throws UserError if no data have this name */
function checkName(name: string, of: Record<string, Holding>): void {
  if (Object.hasOwn(of, name)) return;
  const isOwn = dataSets[name]?.classes === null || outlierSources[name]?.needsPath;
  throw new UserError(`No data are called ${describeValue(name)}.`, {
    hint: isOwn
      ? 'It stands for your own images, whose path an experiment names. There is nothing to fetch or check.'
      : allowedWords(Object.keys(of), name),
  });
}

function formatSize(bytes: number | undefined): string {
  return bytes === undefined ? '' : formatBytes(bytes);
}

/** Works on each name in turn, until the user stops it. */
async function forEach(
  names: string[],
  of: Record<string, Holding>,
  { json = false }: PrintOptions,
  work: (name: string, renderer: DataRenderer, signal: AbortSignal) => Promise<boolean>,
): Promise<ExitCode> {
  for (const name of names) checkName(name, of);
  const { stop, kill, end } = listenForInterrupts(() => {});
  kill.addEventListener('abort', () => process.exit(exitCodes.interrupted));
  let isGood = true;
  try {
    for (const name of names) {
      const renderer = createDataRenderer(name, { json });
      try {
        isGood = (await work(name, renderer, stop)) && isGood;
      } catch (error) {
        if (!stop.aborted) throw error;
        renderer.tell(`${name}: stopped. Run the same command to resume.`);
        return exitCodes.interrupted;
      } finally {
        renderer.end();
      }
    }
  } finally {
    end();
  }
  return isGood ? exitCodes.success : exitCodes.failure;
}
