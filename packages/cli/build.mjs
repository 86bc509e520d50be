import { join } from 'node:path';
import { bundle } from '../../tools/build/bundle.mjs';

const builds = { 'main.ts': 'fcdd.js', 'stage-host.ts': 'stage-host.js' };

for (const [source, target] of Object.entries(builds)) {
  await bundle({
    entry: join(import.meta.dirname, 'src', source),
    outfile: join(import.meta.dirname, 'dist', target),
    minify: false,
  });
}
