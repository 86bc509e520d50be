import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { isFolder } from '@fcdd/acquisition/files';
import { dataSets } from '@fcdd/data-sets/catalogue';
import { UserError, isUserError, printable } from '@fcdd/errors';
import { readExperiment } from '@fcdd/studies';
import writeFileAtomic from 'write-file-atomic';
import { pipelineFolders, schemaFile } from '../house.ts';
import { type Choices, askChoices } from '../init/ask.ts';
import { formatRoughly, roughDuration } from '../init/duration.ts';
import { experimentText } from '../init/experiment-text.ts';
import { askText } from '../init/prompts.ts';
import { trainingOf } from '../init/effort.ts';
import type { InitOptions } from '../options.ts';

/** Asks a few questions and then writes a valid experiment file. */
export async function initCommand(given: string | undefined, options: InitOptions): Promise<void> {
  const isAsked = !options.yes && !!process.stdin.isTTY && !!process.stdout.isTTY;
  if (!isAsked && !options.yes)
    throw new UserError('Questions need a terminal.', {
      hint: 'Give --yes to take the usual answer where no option gives one: fcdd init --yes --dataset mnist',
    });
  const file = await askFile(given, isAsked);
  const choices = await askChoices(file, options, isAsked, console.log);
  await writeExperiment(file, { ...choices, name: nameOf(file) });
  console.log(summaryOf(file, choices));
}

async function askFile(given: string | undefined, isAsked: boolean): Promise<string> {
  const usual = isFolder('configs') ? join('configs', 'mine.yaml') : 'mine.yaml';
  return askText('Which file should be written?', { given, usual, isAsked, check: checkFile });
}

/** Returns the experiment's name, which is that of the file. */
function nameOf(file: string): string {
  return basename(file).replace(/\.ya?ml$/, '');
}

function checkFile(file: string): void {
  if (!/\.ya?ml$/.test(file) || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(nameOf(file)))
    throw new UserError(`An experiment file cannot be called ${printable(file)}.`, {
      hint: 'Use letters, digits, dots, hyphens and underscores, a letter or digit first, and .yaml at the end.',
    });
  if (existsSync(file))
    throw new UserError(`${printable(file)} already exists.`, {
      hint: 'Name another: fcdd init FILE',
    });
  if (!isFolder(dirname(file)))
    throw new UserError(`There is no folder ${printable(dirname(file))}.`, {
      hint: 'Make it, or name another.',
    });
}

/** Writes the file, and removes it again if it is not a valid experiment. */
async function writeExperiment(file: string, answers: Choices & { name: string }): Promise<void> {
  // Somebody may have made the file in the meantime.
  checkFile(file);
  const text = experimentText(answers, relative(dirname(resolve(file)), schemaFile));
  await writeFileAtomic(file, text).catch((cause: unknown) => {
    throw new UserError(`${printable(file)} cannot be written.`, { cause });
  });
  try {
    await readExperiment(file, [], { pipelineFolders });
  } catch (error) {
    await rm(file);
    if (!isUserError(error)) throw error;
    throw new UserError('These answers do not fit together.', { cause: error, hint: error.hint });
  }
}

function summaryOf(file: string, { dataSet, net, classCount, effort, advice }: Choices): string {
  const { epochs, seeds } = trainingOf(advice, effort);
  const images = advice.images && advice.images * dataSets[dataSet]!.repetitions;
  const seconds = roughDuration({ net, classes: classCount, seeds, epochs, images });
  const trainings = classCount * seeds;
  const count = trainings === 1 ? 'one training' : `${trainings} trainings`;
  const time =
    seconds === undefined ? '' : `, roughly ${formatRoughly(seconds)} on the processor of this machine`;
  return `
${file}: ${count} of ${epochs} epochs${time}. Next:
  fcdd plan ${quoted(file)}    what it will do
  fcdd run ${quoted(file)}     do it; the report is in results/${nameOf(file)}`;
}

/** Quotes a file name for the shell. */
function quoted(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", `'\\''`)}'`;
}
