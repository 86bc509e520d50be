// This file starts the thread that prepares batches from its TypeScript sources, which Node 20 cannot run by itself.
import { register } from 'tsx/esm/api';

register();
await import('../batches/batch-worker.ts');
