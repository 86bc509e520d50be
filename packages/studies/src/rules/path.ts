import type { Stats } from 'node:fs';
import { resolve } from 'node:path';
import { statsAt } from '@fcdd/acquisition/files';
import { type RuleProblem, describeValue } from '@fcdd/experiment';

/** Kind of thing that a path in an experiment must lead to. */
export type PathKind = 'file' | 'folder' | 'file or folder';

/**
 * Checks a path in an experiment.
 * @param at place of the path in the experiment
 * @param folder folder that the path is relative to
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
  const message = stats ? `${found} is ${notA(kind, stats)}.` : `There is no ${kind} ${found}.`;
  const hint = `Paths are relative to the experiment's file, so that this one means ${absolute}.`;
  return [{ path: at, message, hint }];
}

function notA(kind: PathKind, stats: Stats): string {
  if (stats.isDirectory()) return `a folder, not a ${kind}`;
  return stats.isFile() ? `a file, not a ${kind}` : `not a ${kind}`;
}
