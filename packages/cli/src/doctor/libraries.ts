import { createRequire } from 'node:module';
import type { Check } from './check.ts';

interface Versions {
  'onnxruntime-node': { env: { versions: { node?: string } } };
  sharp: { versions: { sharp?: string } };
}

const load = createRequire(import.meta.url) as (name: string) => unknown;

/** Packages with native code, which may be installed and still fail to load. */
const libraries: Record<keyof Versions, () => string | undefined> = {
  'onnxruntime-node': () => (load('onnxruntime-node') as Versions['onnxruntime-node']).env.versions.node,
  sharp: () => (load('sharp') as Versions['sharp']).versions.sharp,
};

export function checkLibraries(): Check[] {
  return Object.entries(libraries).map(([name, versionOf]): Check => {
    try {
      return { name, state: 'good', detail: versionOf() ?? 'loads' };
    } catch (error) {
      const [detail] = (error as Error).message.trim().split('\n');
      return { name, state: 'missing', detail: detail!, hint: 'Run npm ci on this machine.' };
    }
  });
}
