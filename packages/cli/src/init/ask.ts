import { type DataSetEntry, type InitAdvice, dataSets } from '@fcdd/data-sets/catalogue';
import { isFolder } from '@fcdd/acquisition/files';
import { UserError } from '@fcdd/errors';
import { pathSeenFrom } from '@fcdd/studies';
import type { InitOptions } from '../options.ts';
import { anomalyChoices } from './anomaly-choices.ts';
import type { Answers } from './experiment-text.ts';
import { netChoices } from './net-choices.ts';
import { type OwnImages, inspectOwnImages } from './own-images.ts';
import { askText, choose, chooseSome } from './prompts.ts';
import type { Effort } from './effort.ts';

/** Everything that a first experiment depends on, apart from its name. */
export type Choices = Omit<Answers, 'name'> & {
  /** Number of classes that are nominal in turn. */
  classCount: number;
};

/**
 * Asks what the command line leaves open. Each question offers only answers that fit the earlier ones.
 * @param file file that will be written; paths will be relative to it
 * @param isAsked whether there is a user to ask; otherwise the usual answers are taken
 * @param tell shows a finding to the user
 * @throws UserError if an option does not fit; CancelledError if the user leaves
 */
export async function askChoices(
  file: string,
  options: InitOptions,
  isAsked: boolean,
  tell: (line: string) => void,
): Promise<Choices> {
  const dataSet = await askDataSet(options, isAsked);
  const entry = dataSets[dataSet]!;
  const folder = entry.classes ? undefined : await askOwnFolder(options, isAsked);
  if (!folder && options.path !== undefined)
    throw new UserError(`--path is for images of your own, not for ${dataSet}.`, { hint: 'Leave it out.' });
  const own = folder === undefined ? undefined : inspectOwnImages(folder);
  for (const finding of own?.findings ?? []) tell(finding);
  const names = own?.layout.classes ?? entry.classes!;
  const classes = await chooseSome(
    'classes',
    'Which classes are normal, each in turn?',
    names,
    options.classes,
    isAsked,
  );
  const advice = adviceOf(entry, own);
  const anomalies = await askAnomalies(dataSet, entry, own, advice, options, isAsked);
  const outliers = anomalies.needsPath ? await askOutlierFolder(options, isAsked) : undefined;
  const net = await askNet(entry, advice, options, isAsked);
  return {
    dataSet,
    ...(folder !== undefined && { path: pathSeenFrom(file, folder) }),
    classes,
    classCount: classes === 'all' ? names.length : classes.length,
    anomalies,
    ...(outliers !== undefined && { outlierPath: pathSeenFrom(file, outliers) }),
    net,
    effort: await askEffort(advice, options, isAsked),
    advice,
  };
}

function askDataSet({ dataset }: InitOptions, isAsked: boolean): Promise<string> {
  const choices = Object.entries(dataSets).map(([value, { title }]) => ({ value, title }));
  return choose(
    { option: 'dataset', message: 'Which images?', choices, usual: choices[0]!.value },
    dataset,
    isAsked,
  );
}

async function askOwnFolder({ path }: InitOptions, isAsked: boolean): Promise<string> {
  if (path === undefined && !isAsked)
    throw new UserError('The folder of your images is not given.', {
      hint: 'Give --path and a folder with train/<class> and test/<class>.',
    });
  const message = 'Which folder has your images? It must contain train/<class> and test/<class>';
  return askText(message, { given: path, isAsked, check: (text) => void inspectOwnImages(text) });
}

async function askAnomalies(
  dataSet: string,
  entry: DataSetEntry,
  own: OwnImages | undefined,
  advice: InitAdvice,
  { anomalies }: InitOptions,
  isAsked: boolean,
): Promise<Answers['anomalies']> {
  const fitting = anomalyChoices(dataSet, own?.layout.anomalies ?? entry.anomalies!, own?.layout);
  const question = {
    option: 'anomalies',
    message: 'Which images are anomalies in training?',
    choices: fitting.map(({ id, title }) => ({ value: id, title })),
    usual: advice.anomalies,
  };
  const id = await choose(question, anomalies, isAsked);
  return fitting.find((choice) => choice.id === id)!;
}

async function askOutlierFolder({ outliers }: InitOptions, isAsked: boolean): Promise<string> {
  if (outliers === undefined && !isAsked)
    throw new UserError('The folder of anomalous training images is not given.', {
      hint: 'Give --outliers and a folder of images.',
    });
  const check = (text: string) => {
    if (!isFolder(text)) throw new UserError(`There is no folder '${text}'.`);
  };
  return askText('Which folder are they in?', { given: outliers, isAsked, check });
}

function askNet(
  entry: DataSetEntry,
  advice: InitAdvice,
  { net }: InitOptions,
  isAsked: boolean,
): Promise<string> {
  const choices = netChoices(entry).map(({ name, title }) => ({ value: name, title }));
  const usual = choices.some(({ value }) => value === advice.net) ? advice.net : choices[0]!.value;
  return choose({ option: 'net', message: 'Which net?', choices, usual }, net, isAsked);
}

async function askEffort(
  { epochs, seeds }: InitAdvice,
  { effort }: InitOptions,
  isAsked: boolean,
): Promise<Effort> {
  const choices = [
    { value: 'quick', title: 'a first look: 10 epochs, one seed' },
    { value: 'paper', title: `as in the paper: ${epochs} epochs, ${seeds} seeds` },
  ];
  const question = { option: 'effort', message: 'How much training?', choices, usual: 'quick' };
  return (await choose(question, effort, isAsked)) as Effort;
}

/** The user's own images are counted. */
function adviceOf({ advice }: DataSetEntry, own: OwnImages | undefined): InitAdvice {
  return own ? { ...advice, images: own.images } : advice;
}
