import { join } from 'node:path';
import { bundleTogether } from '../../tools/build/bundle.mjs';

await bundleTogether({
  entries: {
    fcdd: join(import.meta.dirname, 'src/main.ts'),
    'stage-host': join(import.meta.dirname, 'src/stage-host.ts'),
  },
  outdir: join(import.meta.dirname, 'dist'),
});
