import type { Renderer } from './renderer.ts';

/** Prints one event per line, with its time. */
export function createJsonRenderer(): Renderer {
  return {
    show: (event) => console.log(JSON.stringify({ time: new Date().toISOString(), ...event })),
    interrupted: () => {},
    end: async () => {},
  };
}
