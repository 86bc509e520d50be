import { listDevices, resolveEngine } from '@fcdd/engine/choice';
import type { EngineChoice } from '@fcdd/stage';
import type { Check } from './check.ts';

/** Checks the engines, after the one that `auto` takes. */
export function checkEngines(): Check[] {
  const chosen = resolveEngine();
  return [
    { name: 'auto', state: 'good', detail: `takes ${nameOf(chosen)}` },
    ...listDevices().map(({ title, status, ...engine }): Check => {
      const name = nameOf(engine);
      if (!status.available) return { name, state: 'absent', detail: status.reason, hint: status.hint };
      return {
        name,
        state: 'good',
        detail: status.isSoftware ? `${title}, emulated in software, slow` : title,
      };
    }),
  ];
}

function nameOf({ backend, device }: EngineChoice): string {
  return `${backend} on ${device}`;
}
