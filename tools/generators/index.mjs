// Nx loads generators as JavaScript; these are TypeScript.
import { tsImport } from 'tsx/esm/api';

export const stage = generator('stage');
export const net = generator('net');
export const dataset = generator('dataset');
export const detector = generator('detector');

function generator(name) {
  return async (tree, options) => {
    const module = await tsImport(`./${name}/generator.ts`, import.meta.url);
    return module.generate(tree, options);
  };
}
