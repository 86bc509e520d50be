import type { Renderer } from './renderer.ts';

/** One event a line, with its time. */
export function createJsonRenderer(): Renderer {
  return {
    show: (event) => console.log(JSON.stringify({ time: new Date().toISOString(), ...event })),
    interrupted: () => {},
    end: async () => {},
  };
}
