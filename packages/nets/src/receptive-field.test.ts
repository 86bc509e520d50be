import { describe, expect, it } from 'vitest';
import { nets, receptiveFieldOf } from './catalogue.ts';
import fields from './golden/receptive-fields.json' with { type: 'json' };
import { receptiveFieldAfter } from './receptive-field.ts';

describe('receptive fields', () => {
  const { FCDDNet: none, ...fieldsOfNets } = fields;

  it.each(Object.entries(fieldsOfNets))(
    'of %s are those of the original',
    (name, { n, j, r, s, img_shape }) => {
      expect(receptiveFieldOf(name)).toEqual({ width: n, jump: j, extent: r, start: s });
      const [channels, height, width] = img_shape;
      expect(nets[name]!.inputShape).toEqual([height, width, channels]);
    },
  );

  it('are single pixels where there are no layers', () => {
    const { n, j, r, s } = none;
    expect(receptiveFieldAfter([], 224)).toEqual({ width: n, jump: j, extent: r, start: s });
  });
});
