import { join } from 'node:path';
import type { JsonSchema } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { type Rules, loadExperiment } from '../load.ts';
import { failureOf, temporaryFiles } from '../testing/temporary-files.ts';
import { recipes } from '../testing/recipe-versions.ts';

const schema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'cake'],
  properties: {
    version: { const: 2 },
    name: { type: 'string' },
    cake: {
      type: 'object',
      additionalProperties: false,
      required: ['flour'],
      properties: {
        kind: { type: 'string', enum: ['plain', 'marble'], default: 'plain' },
        flour: { type: 'integer' },
        icing: { type: 'string' },
      },
    },
    oven: { type: 'object', additionalProperties: false, properties: { heat: { type: 'integer' } } },
    guests: { type: 'array', items: { type: ['string', 'object'] } },
    sweep: { type: ['object', 'null'], default: null },
  },
};
const rules: Rules<Record<string, unknown>> = (experiment) => ({ problems: [], resolved: experiment });

async function load(files: Record<string, string>, overrides: string[] = []) {
  const folder = await temporaryFiles(files);
  const loaded = await loadExperiment(join(folder, 'a.yaml'), { overrides, schema, rules, ...recipes });
  return {
    ...loaded,
    outdated: loaded.outdated.map(({ file, version }) => `${version} ${file}`.replace(`${folder}/`, '')),
  };
}

async function failure(text: string, overrides: string[] = []) {
  const folder = await temporaryFiles({ 'a.yaml': text });
  return failureOf(loadExperiment(join(folder, 'a.yaml'), { overrides, schema, rules, ...recipes }), folder);
}

const first = `version: 1
name: sunday
dough: { flour: 300 }
oven: { kind: marble, heat: 180 }
`;
const second = `version: 2
name: sunday
cake: { kind: marble, flour: 300 }
oven: { heat: 180 }
`;

describe('a file of an earlier version', () => {
  it('is the same experiment as the file of the current version', async () => {
    const [old, now] = [await load({ 'a.yaml': first }), await load({ 'a.yaml': second })];
    expect(old.given).toEqual(now.given);
    expect(old.experiment).toEqual(now.experiment);
    expect([old.outdated, now.outdated]).toEqual([['1 a.yaml'], []]);
  });

  it('loses a section whose only key moved', async () => {
    const text = first.replace(', heat: 180', '');
    expect((await load({ 'a.yaml': text })).given).not.toHaveProperty('oven');
  });

  it('takes overrides of its own version and of the current one', async () => {
    const { given, overridden } = await load({ 'a.yaml': first }, ['dough.flour=400', 'cake.kind=plain']);
    expect(given.cake).toEqual({ flour: 400, kind: 'plain' });
    expect(overridden).toEqual({ cake: { flour: 400, kind: 'plain' } });
  });

  it('has its mistakes reported in its own words', async () => {
    expect(await failure(first.replace('300', 'much').replace('marble', 'marbel'))).toBe(
      `a.yaml:3:17: dough.flour must be a whole number, not 'much'.
   3 | dough: { flour: much }
     |                 ^^^^

a.yaml:4:15: oven.kind must be one of plain, marble, not 'marbel'.
   4 | oven: { kind: marbel, heat: 180 }
     |               ^^^^^^
  Did you mean 'marble'?`,
    );
    expect(await failure(first.replace('{ flour: 300 }', '{}'))).toContain("dough lacks the key 'flour'.");
    expect(await failure(first.replace('flour', 'floor'))).toContain("There is no key 'floor' in dough.");
    expect(await failure(first, ['dough.flour=x'])).toContain('--set dough.flour=x: dough.flour must be');
    expect(await failure(first, ['cake.flour=x'])).toContain('--set cake.flour=x: cake.flour must be');
  });

  it('may not have a key and its successor', async () => {
    expect(await failure(`${first}cake: { flour: 1 }\n`)).toContain("There is no key 'dough'.\n");
  });

  it('may have a key whose place depends on the experiment', async () => {
    const { given } = await load({ 'a.yaml': `${first}guests: [aunt, child]\nsweets: { sugar: none }\n` });
    expect(given).toMatchObject({ guests: ['aunt', { name: 'child', sugar: 'none' }] });
    expect(given).not.toHaveProperty('sweets');
  });
});

describe('files of several versions', () => {
  const current = second.replace('sunday', 'base');

  it('of which the top one is earlier, are merged', async () => {
    const { given, outdated } = await load({
      'a.yaml': 'extends: base.yaml\ndough: { flour: 500 }\n',
      'base.yaml': current,
    });
    expect(given).toMatchObject({ version: 2, cake: { kind: 'marble', flour: 500 } });
    expect(outdated).toEqual(['1 a.yaml']);
  });

  it('of which the bottom one is earlier, are merged', async () => {
    const { given, outdated } = await load({
      'a.yaml': 'extends: base.yaml\ncake: { flour: 500 }\n',
      'base.yaml': first,
    });
    expect(given).toEqual({
      version: 2,
      name: 'sunday',
      cake: { kind: 'marble', flour: 500 },
      oven: { heat: 180 },
    });
    expect(outdated).toEqual(['1 base.yaml']);
  });

  it('find the place of a key that depends on the whole', async () => {
    const { given } = await load({
      'a.yaml': 'extends: base.yaml\nguests: [child]\n',
      'base.yaml': `${first}sweets: { sugar: none }\nguests: [aunt]\n`,
    });
    expect(given.guests).toEqual([{ name: 'child', sugar: 'none' }]);
  });
});

describe('a sweep of an earlier version', () => {
  const sweepOf = async (text: string, overrides: string[] = []) => {
    const { sweep } = await load({ 'a.yaml': text }, overrides);
    return sweep!.variants.map(({ name, values, given }) => ({ name, values, given }));
  };

  it.each([
    ['a grid', 'grid: { dough.flour: [100, 200], oven.heat: [150, 200] }'],
    ['a zip', 'zip: { dough.flour: [100, 200], oven.kind: [plain, marble] }'],
    ['zips', 'zip: [{ dough.flour: [100, 200] }, { oven.kind: [plain, marble] }]'],
    ['whole sections', 'grid: { dough: [{ flour: 100 }, { flour: 200 }] }'],
    [
      'random points',
      'random: { count: 9, parameters: { dough.flour: { distribution: integer, from: 1, to: 999 } } }',
    ],
  ])('has the variants of the current one: %s', async (_, block) => {
    const now = block.replaceAll('dough', 'cake').replaceAll('oven.kind', 'cake.kind');
    expect(await sweepOf(`${first}sweep: { ${block} }\n`)).toEqual(
      await sweepOf(`${second}sweep: { ${now} }\n`),
    );
  });

  it('may sweep a section that has been divided', async () => {
    const block = 'grid: { oven: [{ kind: plain, heat: 150 }, { heat: 200 }] }';
    const variants = await sweepOf(`${first}sweep: { ${block} }\n`);
    expect(variants.map(({ given }) => [given.cake, given.oven])).toEqual([
      [{ kind: 'plain', flour: 300 }, { heat: 150 }],
      [{ kind: 'marble', flour: 300 }, { heat: 200 }],
    ]);
  });

  it('may sweep a key whose place depends on the experiment', async () => {
    const text = `${first}guests: [child]\nsweep: { grid: { sweets.sugar: [none, some] } }\n`;
    expect((await sweepOf(text)).map(({ given }) => given.guests)).toEqual([
      [{ name: 'child', sugar: 'none' }],
      [{ name: 'child', sugar: 'some' }],
    ]);
  });

  it('needs no version where it extends', async () => {
    const { sweep, outdated } = await load({
      'a.yaml': 'extends: base.yaml\nname: flours\nsweep: { grid: { dough.flour: [100, 200] } }\n',
      'base.yaml': second,
    });
    expect(sweep!.parameters).toEqual(['cake.flour']);
    expect(outdated).toEqual(['1 a.yaml']);
  });

  it.each(['dough.flour=5', 'cake.flour=5', 'dough={ flour: 5 }'])('is overridden: %s', async (override) => {
    const text = `${first}sweep: { grid: { dough.flour: [100, 200], oven.heat: [150, 200] } }\n`;
    expect((await sweepOf(text, [override])).map(({ values }) => values)).toEqual([
      { 'oven.heat': 150 },
      { 'oven.heat': 200 },
    ]);
  });
});

describe('a file of the current version', () => {
  it('has the new names of its keys reported', async () => {
    expect(await failure(second.replace('cake', 'dough'))).toContain(
      `a.yaml:3:1: There is no key 'dough'.
   3 | dough: { kind: marble, flour: 300 }
     | ^^^^^
  Since version 2 it is cake.`,
    );
    expect(await failure(second.replace('heat: 180', 'kind: plain'))).toContain(
      'Since version 2 it is cake.kind.',
    );
    expect(await failure(`${second}sweets: { sugar: none }\n`)).toContain('There is no key');
    expect(await failure(second, ['dough.flour=3'])).toContain('Since version 2 it is cake.');
    expect(await failure(`${second}sweep: { grid: { dough.flour: [1] } }\n`)).toContain(
      'Since version 2 it is cake.',
    );
  });
});

it('overrides of an earlier run may be of an earlier version', async () => {
  const folder = await temporaryFiles({ 'a.yaml': second });
  const options = { overrides: ['dough.flour=5'], areOverridesOld: true, schema, rules, ...recipes };
  const { given, outdated } = await loadExperiment(join(folder, 'a.yaml'), options);
  expect([given.cake, outdated]).toEqual([{ kind: 'marble', flour: 5 }, []]);
});

describe('a version that is not known', () => {
  it.each([
    ['3', 'of version 3; this release reads versions 1 and 2.', 'Update fcdd to read it.'],
    ['0', 'of version 0; this release reads versions 1 and 2.', 'Compare it with the schema of version 2'],
    ['two', "of version 'two'; this release", 'Compare it'],
    ["'2'", "of version '2'; this release", 'Compare it'],
    ['null', 'of version null; this release', 'Compare it'],
  ])('is refused with its place: %s', async (version, message, hint) => {
    const text = second.replace('version: 2', `version: ${version}`);
    const told = await failure(text);
    expect(told).toContain(`a.yaml:1:10: The file is ${message}`);
    expect(told).toContain(hint);
  });
});
