import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
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
  const state = stateOf(absolute);
  const isRight = (state?.isFile() && kind !== 'folder') || (state?.isDirectory() && kind !== 'file');
  if (isRight) return [];
  const found = describeValue(path);
  const message = state ? `${found} is no ${kind}${butA(state)}.` : `There is no ${kind} ${found}.`;
  const hint = `Its path is relative to the experiment's file: it was looked for at ${absolute}.`;
  return [{ path: at, message, hint }];
}

function butA(state: Stats): string {
  if (state.isDirectory()) return ' but a folder';
  return state.isFile() ? ' but a file' : '';
}

/** Of what is at a path; undefined where nothing is, or links lead in circles. */
function stateOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
