import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { build } from 'esbuild';
import type { Reports } from './test-stage.ts';

const known = new Map<string, Promise<string>>();

/** The script that hosts stages, built once for each test file. */
export function builtStageHost(): Promise<string> {
  return builtOnce(
    'stage-host',
    `import { hostStages } from "@fcdd/stage/host";
     import { hostJob } from "@fcdd/stage/job-host";
     const [mode, folder, submission] = process.argv.slice(2);
     if (mode === "--job") await hostJob(folder, submission);
     else hostStages();`,
  );
}

/**
 * The text of a module that exports a test's stage, whose code is built once for each test file.
 * @param file whose `run` is a `TestStage`
 */
export async function testStageModule(name: string, file: string, reports: Reports): Promise<string> {
  const built = await builtOnce(
    parse(file).name,
    `export { run } from ${JSON.stringify(file)};
     export { asStage } from "./test-stage.ts";`,
  );
  return `import { asStage, run } from ${JSON.stringify(built)};
export const stage = asStage(${JSON.stringify(name)}, run, ${JSON.stringify(reports)});
`;
}

function builtOnce(name: string, contents: string): Promise<string> {
  const built = known.get(name) ?? bundle(name, contents);
  known.set(name, built);
  return built;
}

async function bundle(name: string, contents: string): Promise<string> {
  const outfile = join(await mkdtemp(join(tmpdir(), 'fcdd-built-')), `${name}.mjs`);
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  return outfile;
}
