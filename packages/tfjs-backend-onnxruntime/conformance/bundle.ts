import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** tfjs-core's ES modules do not resolve in Node, and its suite must share one copy of it with the backend. */
export async function bundleSuite(): Promise<string> {
  const outfile = fileURLToPath(new URL('../dist/conformance/suite.mjs', import.meta.url));
  await build({
    entryPoints: [fileURLToPath(new URL('suite.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // tfjs declares its test files free of side effects, but they register specs.
    ignoreAnnotations: true,
    external: ['onnxruntime-node', 'jasmine-core', 'node-fetch'],
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    logLevel: 'error',
  });
  return outfile;
}
