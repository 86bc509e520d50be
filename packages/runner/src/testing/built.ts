import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

let built: Promise<string> | undefined;

/** The script that hosts stages, built once for each test file. */
export function builtStageHost(): Promise<string> {
  return (built ??= buildHost());
}

async function buildHost(): Promise<string> {
  const outfile = join(await mkdtemp(join(tmpdir(), 'fcdd-host-')), 'stage-host.mjs');
  const contents = `
    import { hostStages } from "@fcdd/stage/host";
    import { hostJob } from "@fcdd/stage/job-host";
    const [mode, folder, submission] = process.argv.slice(2);
    if (mode === "--job") await hostJob(folder, submission);
    else hostStages();`;
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  return outfile;
}
