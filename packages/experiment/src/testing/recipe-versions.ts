import { entryAt, plain } from '../placed.ts';
import type { Edit, Versions } from '../versions/earlier-version.ts';

/**
 * Versions of a file that describes a cake. Version 1 has `dough` for `cake`, the kind of the cake in `oven`, and the
 * sugar of all children in `sweets`, which version 2 has at each child among the guests.
 */
export const recipes: Versions = {
  version: 2,
  earlier: [
    {
      version: 1,
      moves: { dough: 'cake', 'oven.kind': 'cake.kind' },
      dependent: { 'sweets.sugar': 'guests.sugar' },
      hints: { sweets: 'Since version 2, each child has its sugar.' },
      finish: (experiment, isOfIt): Edit[] => {
        const sugar = entryAt(experiment, ['sweets', 'sugar']);
        if (!sugar || !isOfIt(sugar.keyPlace)) return [];
        const guests = entryAt(experiment, ['guests'])?.value;
        const children = guests?.kind === 'list' ? [...guests.items.keys()] : [];
        return [
          ...children
            .filter((index) => plain(entryAt(guests!, [index])!.value) === 'child')
            .flatMap((index): Edit[] => [
              { type: 'replace', path: ['guests', index], value: { name: 'child' } },
              { type: 'copy', from: ['sweets', 'sugar'], to: ['guests', index, 'sugar'] },
            ]),
          { type: 'remove', path: ['sweets', 'sugar'] },
        ];
      },
    },
  ],
};
