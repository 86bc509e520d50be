import { buildStage } from '../../tools/build/stage.mjs';

await buildStage(import.meta.dirname);
