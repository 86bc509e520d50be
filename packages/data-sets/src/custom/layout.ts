import { join } from 'node:path';
import { DataError, printable } from '@fcdd/errors';
import { foldersIn, isFolder } from '@fcdd/acquisition/files';
import type { Split } from '../data-set.ts';

/** Facts that the folders of a custom data set show without a look at their images. */
export interface CustomLayout {
  /** In Unicode's composed form (NFC), by their code points. */
  classes: string[];
  /** Whether a class is tested against the other classes, or its folders hold `normal` and `anomalous` images. */
  anomalies: 'other classes' | 'own';
  /** Names of the classes that have anomalous training images of their own. */
  classesWithTrainingAnomalies: string[];
  /** Whether there are ground-truth maps. */
  hasMaps: Record<'train' | 'test', boolean>;
}

const splits: Split[] = ['train', 'test'];

/** The structure of a custom data set, for messages. */
export const customStructure =
  'It holds train/<class> and test/<class>: either the images of each class, or its folders normal and anomalous.';

/**
 * Reads the layout of a custom data set off its folders.
 * @throws DataError where it is not one of the two, naming folders
 */
export function readCustomLayout(folder: string): CustomLayout {
  const found = { train: classesIn(folder, 'train'), test: classesIn(folder, 'test') };
  const classes = matchingClasses([...found.train.keys()], [...found.test.keys()], folder);
  const folders = splits.flatMap((split) =>
    classes.map((name) => readClassFolder(join(folder, split, found[split].get(name)!))),
  );
  const anomalies = commonLayout(folders);
  if (anomalies === 'other classes' && classes.length === 1)
    throw new DataError(`${printable(folder)} has only one class, '${printable(classes[0]!)}'.`, {
      hint: `A class is tested against the others. Give it others, or its folders normal and anomalous.`,
    });
  const training = folders.slice(0, classes.length);
  return {
    classes,
    anomalies,
    classesWithTrainingAnomalies:
      anomalies === 'own' ? classes.filter((_, index) => training[index]!.hasAnomalous) : classes,
    hasMaps: { train: isFolder(mapsFolder(folder, 'train')), test: isFolder(mapsFolder(folder, 'test')) },
  };
}

function mapsFolder(folder: string, split: Split): string {
  return join(folder, `${split}_maps`);
}

/** Whether images in a folder of this name in a class folder are anomalous; undefined for any other name. */
export function isAnomalousFolder(name: string): boolean | undefined {
  const lower = name.toLowerCase();
  if (lower === 'anomalous') return true;
  return lower === 'normal' || lower === 'nominal' ? false : undefined;
}

/** Names of the class folders by the composed form of the name: the same letters may be written in several ways. */
function classesIn(folder: string, split: Split): Map<string, string> {
  const path = join(folder, split);
  if (!isFolder(path))
    throw new DataError(`There is no folder ${printable(path)}.`, { hint: customStructure });
  const classes = foldersIn(path);
  if (classes.length === 0)
    throw new DataError(`There is no class folder in ${printable(path)}.`, { hint: customStructure });
  const misplaced = classes.find((name) => isAnomalousFolder(name) !== undefined);
  if (misplaced !== undefined)
    throw new DataError(`A class folder in ${printable(path)} is called '${misplaced}'.`, {
      hint: `${customStructure} A single class has a name, too: ${split}/<class>/${misplaced}.`,
    });
  const byName = new Map<string, string>();
  for (const name of classes) {
    if (byName.has(name.normalize()))
      throw new DataError(
        `Two class folders in ${printable(path)} have the name '${printable(name)}', in different Unicode forms.`,
        { hint: 'Put their images into one folder, or rename one.' },
      );
    byName.set(name.normalize(), name);
  }
  return byName;
}

function byCodePoints(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function matchingClasses(train: string[], test: string[], folder: string): string[] {
  const onlyTrain = train.filter((name) => !test.includes(name));
  const onlyTest = test.filter((name) => !train.includes(name));
  if (onlyTrain.length + onlyTest.length === 0) return train.toSorted(byCodePoints);
  const differences = [
    ...(onlyTrain.length ? [`only train has ${listed(onlyTrain)}`] : []),
    ...(onlyTest.length ? [`only test has ${listed(onlyTest)}`] : []),
  ];
  throw new DataError(
    `The class folders of train and test in ${printable(folder)} differ: ${differences.join('; ')}.`,
    { hint: 'Give both the same classes.' },
  );
}

interface ClassFolder {
  path: string;
  isOwn: boolean;
  hasAnomalous: boolean;
}

function readClassFolder(path: string): ClassFolder {
  const folders = foldersIn(path);
  const others = folders.filter((name) => isAnomalousFolder(name) === undefined);
  const isOwn = others.length < folders.length;
  if (isOwn && others.length > 0)
    throw new DataError(
      `${printable(path)} has ${listed(folders)}: beside normal and anomalous there may be no other folder.`,
      { hint: customStructure },
    );
  return { path, isOwn, hasAnomalous: folders.some((name) => isAnomalousFolder(name)) };
}

function commonLayout(folders: ClassFolder[]): CustomLayout['anomalies'] {
  const own = folders.filter(({ isOwn }) => isOwn);
  const rest = folders.filter(({ isOwn }) => !isOwn);
  if (own.length === 0) return 'other classes';
  if (rest.length === 0) return 'own';
  const paths = (some: ClassFolder[]): string => listed(some.map(({ path }) => path));
  throw new DataError(
    `Some class folders have normal and anomalous images (${paths(own)}), others do not (${paths(rest)}).`,
    { hint: customStructure },
  );
}

/** The first few of some names, for messages. */
export function listed(names: string[]): string {
  const shown = names.slice(0, 5).map((name) => `'${printable(name)}'`);
  if (shown.length < names.length) shown.push(`${names.length - shown.length} more`);
  return shown.join(', ');
}
