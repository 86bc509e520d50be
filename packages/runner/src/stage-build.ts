import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DataError, UserError } from '@fcdd/errors';
import type { StageManifest } from '@fcdd/stage';

/** Files of a stage package's build. */
export interface StageBuild {
  manifest: StageManifest;
  /** File of the code. */
  bundle: string;
}

/**
 * Finds the builds of stage packages.
 * @param folders where packages are looked for, as Node does: in each folder's `node_modules` and those above it
 * @throws UserError if a package is not installed or not built
 */
export async function loadStageBuilds(
  packages: Iterable<string>,
  folders: string[],
): Promise<Map<string, StageBuild>> {
  const builds = [...new Set(packages)].map(
    async (name) => [name, await loadStageBuild(name, folders)] as const,
  );
  return new Map(await Promise.all(builds));
}

async function loadStageBuild(name: string, folders: string[]): Promise<StageBuild> {
  let installed = false;
  for (const folder of packageFolders(name, folders)) {
    const file = join(folder, 'dist/manifest.json');
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined)
      return { manifest: parseManifest(text, file), bundle: join(folder, 'dist/stage.js') };
    installed ||= (await readFile(join(folder, 'package.json')).catch(() => undefined)) !== undefined;
  }
  throw installed
    ? new UserError(`The stage package '${name}' is not built.`, { hint: 'Build it with: npm run build' })
    : new UserError(`The stage package '${name}' is not installed.`, {
        hint: "Install it, or correct 'uses' in the pipeline file.",
      });
}

function packageFolders(name: string, folders: string[]): string[] {
  return folders.flatMap((folder) =>
    (createRequire(join(folder, 'any.js')).resolve.paths(name) ?? []).map((modules) => join(modules, name)),
  );
}

function parseManifest(text: string, file: string): StageManifest {
  try {
    return JSON.parse(text) as StageManifest;
  } catch (cause) {
    throw new DataError(`'${file}' is damaged.`, { hint: 'Build it again with: npm run build', cause });
  }
}
