import { readJson, type Tree } from '@nx/devkit';

/** The form of a name. */
export interface NameRule {
  pattern: RegExp;
  /** Allowed characters, for messages: the words after "its name must consist of". */
  meaning: string;
}

export const kebabCase: NameRule = {
  pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  meaning: 'lower-case letters, digits and single hyphens, starting with a letter',
};
export const snakeCase: NameRule = {
  pattern: /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/,
  meaning: 'lower-case letters, digits and single underscores, starting with a letter',
};
export const capitalized: NameRule = {
  pattern: /^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/,
  meaning: 'letters, digits and single underscores, starting with a capital letter',
};

/** @throws Error where the name does not follow the rule, or is already taken */
export function checkName(what: string, name: string, { pattern, meaning }: NameRule, taken: string[]): void {
  if (!pattern.test(name))
    throw new Error(`A ${what} cannot be called '${name}': its name must consist of ${meaning}.`);
  const same = taken.find((other) => other.toLowerCase() === name.toLowerCase());
  if (same !== undefined) throw new Error(`There is a ${what} called '${same}'. Choose another name.`);
}

/** Lists the words that a schema allows or gives as examples at `properties.<property>`. */
export function wordsOf(tree: Tree, schema: string, property: string, list: 'enum' | 'examples'): string[] {
  type Schema = { properties: Record<string, Partial<Record<typeof list, unknown[]>>> };
  const words = readJson<Schema>(tree, schema).properties[property]![list]!;
  return words.filter((word): word is string => typeof word === 'string');
}

/** Converts `nearest-neighbours` to `NearestNeighbours`. */
export function pascalCase(name: string): string {
  return name.replace(/(^|[-_])([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
}

/** Converts `nearest-neighbours` to `Nearest neighbours`. */
export function titleOf(name: string): string {
  const words = name.replace(/[-_]/g, ' ');
  return words[0]!.toUpperCase() + words.slice(1);
}

/** `wild_flowers` as `wildFlowers`. */
export function camelCase(name: string): string {
  const words = pascalCase(name);
  return words[0]!.toLowerCase() + words.slice(1);
}
