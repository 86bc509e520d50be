import type { Stats } from 'node:fs';
import { resolve } from 'node:path';
import { statsAt } from '@fcdd/acquisition/files';
import { type RuleProblem, describeValue } from '@fcdd/experiment';

/** What a path in an experiment may lead to. */
export type PathKind = 'file' | 'folder' | 'file or folder';

/**
 * What is wrong with a path in an experiment.
 * @param at of the value
 * @param folder to which it is relative
 */
export function pathProblems(
  at: RuleProblem['path'],
  path: string,
  folder: string,
  kind: PathKind,
): RuleProblem[] {
  const absolute = resolve(folder, path);
  const stats = statsAt(absolute);
  const isRight = (stats?.isFile() && kind !== 'folder') || (stats?.isDirectory() && kind !== 'file');
  if (isRight) return [];
  const found = describeValue(path);
  const message = stats ? `${found} is no ${kind}${butA(stats)}.` : `There is no ${kind} ${found}.`;
  const hint = `Its path is relative to the experiment's file: it was looked for at ${absolute}.`;
  return [{ path: at, message, hint }];
}

function butA(stats: Stats): string {
  if (stats.isDirectory()) return ' but a folder';
  return stats.isFile() ? ' but a file' : '';
}
