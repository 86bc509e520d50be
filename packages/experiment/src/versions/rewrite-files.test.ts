import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recipes } from '../testing/recipe-versions.ts';
import { failureOf, temporaryFiles } from '../testing/temporary-files.ts';
import { rewriteFiles } from './rewrite-files.ts';

async function rewrite(text: string, others: Record<string, string> = {}) {
  const folder = await temporaryFiles({ 'a.yaml': text, ...others });
  return (await rewriteFiles([join(folder, 'a.yaml')], recipes))[0]!.text;
}

async function failure(text: string, others: Record<string, string> = {}) {
  const folder = await temporaryFiles({ 'a.yaml': text, ...others });
  return failureOf(rewriteFiles([join(folder, 'a.yaml')], recipes), folder);
}

describe('a file of an earlier version', () => {
  it.each([
    [
      'maps in braces',
      'version: 1\ndough: { flour: 300 }\noven: { kind: marble, heat: 180 }\n',
      'version: 2\ncake: { flour: 300, kind: marble }\noven: { heat: 180 }\n',
    ],
    [
      'indented maps, with comments',
      `# A cake
version: 1 # the first
dough: # of wheat
    # grams
    flour: 300    # fine

oven:
  heat: 0xB4 # hot
  # Stirred
  # once.
  kind:   'marble' # for Sunday
  # The end
`,
      `# A cake
version: 2 # the first
cake: # of wheat
    # grams
    flour: 300    # fine
    # Stirred
    # once.
    kind: 'marble' # for Sunday

oven:
  heat: 0xB4 # hot
  # The end
`,
    ],
    [
      'an indented map into braces',
      'version: 1\ndough: { flour: 300 } # wheat\noven:\n  # why\n  kind: marble # for Sunday\n  heat: 180\n',
      'version: 2\n# why\n# for Sunday\ncake: { flour: 300, kind: marble } # wheat\noven:\n  heat: 180\n',
    ],
    [
      'braces over several lines',
      'version: 1\ndough:\n  flour: 300\noven: {\n  kind: marble, # for Sunday\n  heat: 180,\n}\n',
      'version: 2\ncake:\n  flour: 300\n  # for Sunday\n  kind: marble\noven: {\n  heat: 180,\n}\n',
    ],
    [
      'a section that is left empty',
      'version: 1\ndough: { flour: 300 }\noven: { kind: marble }\nname: x\n',
      'version: 2\ncake: { flour: 300, kind: marble }\nname: x\n',
    ],
    [
      'line ends of Windows, none at the end',
      'version: 1\r\ndough:\r\n  flour: 300\r\noven:\r\n  heat: 1\r\n  kind: marble',
      'version: 2\r\ncake:\r\n  flour: 300\r\n  kind: marble\r\noven:\r\n  heat: 1\r\n',
    ],
    [
      'a file in braces',
      '{ version: 1, dough: { flour: 1 }, oven: { heat: 1, kind: plain } }',
      '{ version: 2, cake: { flour: 1, kind: plain }, oven: { heat: 1 } }',
    ],
    [
      'anchors and aliases',
      'version: 1\nname: &name marble\ndough: &d { flour: &f 300 }\noven: { kind: *name, heat: *f }\nguests: [*d]\n',
      undefined,
    ],
    [
      'an anchor in what moves',
      'version: 1\ndough: &d { flour: &f 300 }\noven: { kind: &k marble, heat: *f }\nname: *k\n',
      'version: 2\ncake: &d { flour: &f 300, kind: &k marble }\noven: { heat: *f }\nname: *k\n',
    ],
    [
      'an alias that moves before its anchor',
      'version: 1\ndough: { flour: 300 }\nname: &k marble\noven: { kind: *k, heat: 1 }\n',
      'version: 2\ncake: { flour: 300, kind: marble }\nname: &k marble\noven: { heat: 1 }\n',
    ],
    [
      'swept paths',
      `version: 1
dough: { flour: 300 }
sweep:
  grid:
    oven.kind: [plain, marble] # both
    'dough.flour': [1, 2]
  zip: [{ oven.heat: [1, 2] }]
`,
      `version: 2
cake: { flour: 300 }
sweep:
  grid:
    cake.kind: [plain, marble] # both
    cake.flour: [1, 2]
  zip: [{ oven.heat: [1, 2] }]
`,
    ],
    [
      'a key whose place depends on the experiment',
      'version: 1\ndough: { flour: 1 }\nguests:\n  - aunt\n  - child # small\nsweets: { sugar: none }\n',
      'version: 2\ncake: { flour: 1 }\nguests:\n  - aunt\n  - { name: child, sugar: none } # small\n',
    ],
  ])('keeps what is written: %s', async (_, before, after) => {
    if (after) expect(await rewrite(before)).toBe(after);
    else expect(await failure(before)).toContain('its experiment would change (guests)');
  });

  it('may extend another one', async () => {
    const others = { 'b.yaml': 'version: 1\ndough: { flour: 300 }\noven: { kind: plain }\n' };
    expect(await rewrite('extends: b.yaml\n\noven:\n  kind: marble # best\n  heat: 1\n', others)).toBe(
      'extends: b.yaml\n\ncake: { kind: marble } # best\noven:\n  heat: 1\n',
    );
  });

  it('gets a list of the extended file where a value of its own belongs to an item', async () => {
    const others = { 'b.yaml': 'version: 2\ncake: { flour: 300 }\nguests: [aunt, child]\n' };
    expect(await rewrite('extends: b.yaml\nsweets: { sugar: none }\n', others)).toBe(
      'extends: b.yaml\nguests: [aunt, { name: child, sugar: none }]\n',
    );
  });

  it('is as it was when it is rewritten again', async () => {
    const text = await rewrite('version: 1\ndough: { flour: 300 }\noven: { kind: marble, heat: 180 }\n');
    expect(await rewrite(text)).toBe(text);
  });
});

describe('a file of the current version', () => {
  it.each(['version: 2\r\ncake:   {flour: 1}', 'extends: b.yaml\nname: x\n'])(
    'is left as it is: %j',
    async (text) => {
      expect(await rewrite(text, { 'b.yaml': 'version: 1\ndough: { flour: 300 }\n' })).toBe(text);
    },
  );
});

describe('a file that cannot be rewritten', () => {
  it('is reported with the position of its cause', async () => {
    expect(await failure('version: 1\ndough: { flour: 1 }\nsweep:\n  grid:\n    oven: [{ kind: plain }]\n'))
      .toBe(`a.yaml:5:5: The values of 'oven' have the key oven.kind, which is cake.kind now.
   5 |     oven: [{ kind: plain }]
     |     ^^^^
  Sweep oven.kind by itself, in a zip.`);
    expect(await failure('version: 1\ndough: { flour: 1, kind: plain }\noven: { kind: marble }\n')).toBe(
      `a.yaml:3:9: This cannot be rewritten: There is already a value in its new place, cake.kind.
   3 | oven: { kind: marble }
     |         ^^^^
  Rewrite it by hand.`,
    );
    expect(await failure('version: 1\ndough: &d { flour: 1 }\noven: *d\nname: [\n')).toContain(
      'a.yaml:5:1: This is not YAML',
    );
  });

  it('is refused where an alias would come before its anchor', async () => {
    const text = 'version: 1\noven: { kind: &k marble, heat: 1 }\nname: *k\ndough: { flour: 1 }\n';
    expect(await failure(text)).toContain('a.yaml cannot be rewritten: its aliases would have no anchors.');
  });
});

describe('files that extend each other', () => {
  it('are rewritten together where one alone would change the other', async () => {
    const folder = await temporaryFiles({
      'a.yaml': 'extends: b.yaml\nversion: 1\nguests: [child, uncle]\n',
      'b.yaml': 'version: 1\ndough: { flour: 300 }\nguests: [child]\nsweets: { sugar: none }\n',
    });
    const files = ['a.yaml', 'b.yaml'].map((name) => join(folder, name));
    expect(await failureOf(rewriteFiles(files, recipes), folder)).toContain(
      'a.yaml cannot be rewritten: its experiment would change (guests).',
    );
  });
});
