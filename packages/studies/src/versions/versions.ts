import { type OutdatedFile, type RewrittenFile, type Versions, rewriteFiles } from '@fcdd/experiment';
import { version1 } from './version-1.ts';

/** Versions of experiment files that are read. */
export const versions = { version: 2, earlier: [version1] } as const satisfies Versions;

/**
 * Rewrites experiment files as files of the current version; nothing is written.
 * @throws UserError if a file cannot be read or rewritten, or if an experiment would change
 */
export function rewriteExperiments(files: string[]): Promise<RewrittenFile[]> {
  return rewriteFiles(files, versions);
}

/** Says which files of an experiment are of earlier versions, and how to rewrite them; undefined if none is. */
export function noteOf(outdated: readonly OutdatedFile[]): string | undefined {
  if (!outdated.length) return undefined;
  const files = outdated.map(({ file }) => file);
  const [are, them] = files.length > 1 ? ['are', 'them'] : ['is', 'it'];
  const earlier = [...new Set(outdated.map(({ version }) => version))].join(' and ');
  return `${listed(files)} ${are} of version ${earlier}; fcdd migrate ${files.join(' ')} rewrites ${them} as version ${versions.version}.`;
}

function listed(words: string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(' and ');
}
