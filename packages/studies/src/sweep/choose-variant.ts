import type { Store } from '@fcdd/artifacts';
import { UserError, didYouMean } from '@fcdd/errors';
import type { LoadedGraph } from '../load-graph.ts';
import { knownRungs } from './known-rungs.ts';
import { stopsOf, variantGraph } from './variant-graph.ts';

/**
 * Returns one variant of a sweep as an experiment of its own, trained as far as it was. Without a sweep, returns the
 * experiment unchanged.
 * @throws UserError if the name does not match a variant
 */
export async function chooseVariant(
  loaded: LoadedGraph,
  name: string | undefined,
  store: Store,
  stageFolders: string[],
): Promise<LoadedGraph> {
  const { sweep, files } = loaded;
  if (!sweep) {
    if (name === undefined) return loaded;
    throw new UserError('The experiment is not a sweep, so it has no variants.', {
      hint: 'Leave out --variant.',
    });
  }
  const names = sweep.variants.map((variant) => variant.name);
  const variant = sweep.variants.find((other) => other.name === name);
  if (variant) {
    const stops = stopsOf(variant, sweep, await knownRungs(sweep, store, stageFolders));
    const { experiment, classNames } = variant;
    return { graph: variantGraph(variant, stops), experiment, classNames, files };
  }
  const range = `Its variants are ${names[0]} to ${names.at(-1)}; fcdd validate --verbose lists them.`;
  if (name === undefined)
    throw new UserError('The experiment is a sweep.', { hint: `Choose a variant with --variant. ${range}` });
  throw new UserError(`The sweep has no variant '${name}'.`, {
    hint: [didYouMean(name, names), range].filter(Boolean).join(' '),
  });
}
