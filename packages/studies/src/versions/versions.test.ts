import { expect, it } from 'vitest';
import { noteOf } from './versions.ts';

it('files of earlier versions are named together, with the command that rewrites them', () => {
  const outdated = ['a.yaml', 'b.yaml', 'c.yaml'].map((file) => ({ file, version: 1 }));
  expect([noteOf([]), noteOf(outdated.slice(0, 1)), noteOf(outdated)]).toEqual([
    undefined,
    'a.yaml is of version 1; fcdd migrate a.yaml rewrites it as version 2.',
    'a.yaml, b.yaml and c.yaml are of version 1; fcdd migrate a.yaml b.yaml c.yaml rewrites them as version 2.',
  ]);
});
