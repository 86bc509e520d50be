import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withParts } from '@fcdd/schemas';
import experimentSchema from '@fcdd/schemas/experiment.schema.json' with { type: 'json' };
import { type Rules, loadExperiment } from './load.ts';
import { parsePlaced } from './parse.ts';
import { plain } from './placed.ts';
import { failureOf, temporaryFiles } from './testing/temporary-files.ts';

const schema = withParts(experimentSchema);
const acceptAll: Rules<Record<string, unknown>> = (experiment) => ({ problems: [], resolved: experiment });

const minimal = `version: 2
name: small
dataset: { name: mnist }
detector: { net: FCDD_CNN28 }
training: { epochs: 2 }
`;

function load(file: string, overrides: string[] = [], rules = acceptAll) {
  return loadExperiment(file, { overrides, schema, version: 2, rules });
}

async function loadText(text: string, overrides: string[] = []) {
  const folder = await temporaryFiles({ 'a.yaml': text });
  return (await load(join(folder, 'a.yaml'), overrides)).experiment;
}

async function failureOfText(text: string, overrides: string[] = []) {
  const folder = await temporaryFiles({ 'a.yaml': text });
  return failureOf(load(join(folder, 'a.yaml'), overrides), folder);
}

describe('a valid experiment', () => {
  it('gets the defaults of the schema at every depth', async () => {
    expect(await loadText(minimal)).toEqual({
      version: 2,
      name: 'small',
      description: '',
      pipeline: 'one-class',
      dataset: {
        name: 'mnist',
        path: null,
        classes: 'all',
        preprocessing: null,
        nominalLabel: 0,
        fit: null,
      },
      supervision: {
        mode: 'unsupervised',
        source: null,
        path: null,
        limit: null,
        exclude: null,
        online: true,
        colour: 'auto',
        parameters: null,
      },
      detector: {
        name: 'fcdd',
        label: null,
        net: 'FCDD_CNN28',
        bias: true,
        weights: null,
        lossGaussStd: null,
        gradient: 'grad',
      },
      training: {
        seeds: 1,
        epochs: 2,
        batchSize: 128,
        accumulate: 1,
        optimizer: { type: 'sgd', learningRate: 0.01, weightDecay: 1e-6 },
        schedule: { type: 'exponential', factor: 0.98 },
        checkpointEvery: 5,
      },
      heatmaps: { gaussStd: null, quantile: 0.85, resolution: 64 },
      baselines: [],
      engine: { backend: 'auto', device: 'auto', threads: null },
      sweep: null,
    });
  });

  it('takes overrides as YAML, the last one winning', async () => {
    const experiment = await loadText(minimal, [
      'training.epochs=3',
      'training.seeds=[4, 7]',
      'dataset.classes=[t-shirt/top, 3]',
      'training.epochs=5',
    ]);
    expect(experiment).toMatchObject({
      dataset: { classes: ['t-shirt/top', 3] },
      training: { epochs: 5, seeds: [4, 7] },
    });
  });

  it('may use a few aliases', async () => {
    const text = minimal.replace('name: small', 'name: &name small').concat('description: *name\n');
    expect(await loadText(text)).toMatchObject({ description: 'small' });
  });

  it('takes an alias for what its anchor was when the alias was written', () => {
    const text = 'a: &x one\nb: &y [*x]\nc: &x two\nd: *y\n';
    const placed = parsePlaced({ label: 'text', text, hasLines: true });
    expect(plain(placed)).toEqual({ a: 'one', b: ['one'], c: 'two', d: ['one'] });
  });

  it('has no keys that objects have of themselves', async () => {
    expect(await failureOfText(`${minimal}__proto__: { training: 1 }\n`)).toContain(
      "a.yaml:6:1: There is no key '__proto__'.",
    );
  });
});

describe('extends', () => {
  it('merges mappings, replaces lists, and keeps what the base alone has', async () => {
    const folder = await temporaryFiles({
      'base.yaml': minimal.replace('{ name: mnist }', '{ name: mnist, classes: [1, 2, 3] }'),
      'middle.yaml': 'extends: ./base.yaml\ntraining: { batchSize: 16 }\n',
      'top.yaml': 'extends: middle.yaml\nname: top\ndataset: { classes: [5] }\n',
    });
    const { experiment, files } = await load(join(folder, 'top.yaml'));
    expect(experiment).toMatchObject({
      name: 'top',
      dataset: { name: 'mnist', classes: [5] },
      training: { epochs: 2, batchSize: 16 },
    });
    expect(files).toEqual(['top.yaml', 'middle.yaml', 'base.yaml'].map((name) => join(folder, name)));
    expect(experiment).not.toHaveProperty('extends');
  });

  it('names the file and line that a wrong value is written in, in the order of files', async () => {
    const folder = await temporaryFiles({
      'base.yaml': minimal.replace('epochs: 2', 'epochs: 0'),
      'top.yaml': `extends: ./base.yaml\n#${' '.repeat(100)}\nheatmaps:\n  quantile: 2\n`,
    });
    expect(await failureOf(load(join(folder, 'top.yaml')), folder)).toBe(
      `top.yaml:4:13: heatmaps.quantile must be at most 1, not 2.
   4 |   quantile: 2
     |             ^

base.yaml:5:21: training.epochs must be at least 1, not 0.
   5 | training: { epochs: 0 }
     |                     ^`,
    );
  });

  it('refuses a chain that comes back to a file', async () => {
    const folder = await temporaryFiles({ 'a.yaml': 'extends: b.yaml\n', 'b.yaml': 'extends: ./a.yaml\n' });
    expect(await failureOf(load(join(folder, 'a.yaml')), folder)).toBe(
      `b.yaml:1:10: The file extends itself: a.yaml -> b.yaml -> a.yaml.
   1 | extends: ./a.yaml
     |          ^^^^^^^^
  Remove one of these extends.`,
    );
  });

  it('points at the line that names a missing file', async () => {
    expect(await failureOfText(`${minimal}extends: ./none.yaml\n`)).toBe(
      `a.yaml:6:10: There is no file none.yaml.
   6 | extends: ./none.yaml
     |          ^^^^^^^^^^^
  Check its path.`,
    );
  });

  it('must be a path', async () => {
    expect(await failureOfText(`${minimal}extends: [b.yaml]\n`)).toContain(
      'a.yaml:6:10: extends must be the path of a file, not a list.',
    );
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['empty', '', 'a.yaml:1:1: The file is empty.'],
    ['only a comment', '# nothing\n', 'a.yaml:1:1: The file is empty.'],
    ['a list', '- version: 2\n', 'a.yaml:1:1: The file must be a mapping, not a list.'],
    ['not YAML', 'version: 2\nname: [small\n', 'a.yaml:3:1: This is not YAML: '],
    ['an image', '\u{89}PNG\r\n\u001a\n\u0000', 'a.yaml:1:1: The file must be a mapping, not '],
    ['two documents', `${minimal}---\n${minimal}`, 'a.yaml:6:1: The file holds more than one YAML document.'],
    ['a tag', 'version: !!binary MQ==\n', 'a.yaml:1:10: Tags are not used here.'],
    ['a custom tag', 'name: !run small\n', 'a.yaml:1:7: Tags are not used here.'],
    ['an unknown alias', 'name: *other\n', 'a.yaml:1:7: No anchor &other is set before this alias.'],
    [
      'an alias in itself',
      'name: &a [*a]\n',
      'a.yaml:1:11: This alias is inside the value that it stands for.',
    ],
    ['deep nesting', '['.repeat(50_000), 'a.yaml:1:1: Its lists and mappings are nested too deeply.'],
  ])('says so: %s', async (_, text, message) => {
    expect(await failureOfText(text)).toContain(message);
  });

  it('tells duplicate keys at the second, at any depth', async () => {
    expect(await failureOfText('training:\n  epochs: 1\n  epochs: 2\n1: a\n"1": b\n')).toBe(
      `a.yaml:3:3: The key 'epochs' is given twice.
   3 |   epochs: 2
     |   ^^^^^^

a.yaml:5:1: The key '1' is given twice.
   5 | "1": b
     | ^^^`,
    );
  });

  it('stops at an alias bomb', async () => {
    const levels = [...'bcdefghi'].map((name, level) => {
      const below = String.fromCharCode(name.charCodeAt(0) - 1);
      return `l${level}: &${name} [${Array(9).fill(`*${below}`).join(', ')}]\n`;
    });
    expect(await failureOfText(`x: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\n${levels.join('')}`)).toMatch(
      /^a\.yaml:\d+:\d+: The aliases up to here stand for more than 10000 values\.$/m,
    );
  });

  it('says what is wrong with the file itself', async () => {
    const folder = await temporaryFiles({
      'large.yaml': '#'.repeat(300_000),
      'latin.yaml': new Uint8Array([0x6e, 0xe9, 0x0a]),
    });
    const failure = (name: string) => failureOf(load(join(folder, name)), folder);
    expect(await failure('none.yaml')).toBe('There is no file none.yaml.');
    expect(await failure('.')).toContain('is a folder, not a file.');
    expect(await failure('large.yaml')).toBe(
      'large.yaml has 300000 bytes; files of more than 262144 are not read.',
    );
    expect(await failure('latin.yaml')).toBe('latin.yaml is not UTF-8 text.');
  });

  it('of a newer or older version is refused with what to do', async () => {
    expect(await failureOfText('version: 3\nnew: things\n')).toBe(
      `a.yaml:1:10: The file is of version 3; this release reads version 2.
   1 | version: 3
     |          ^
  Update fcdd to read it.`,
    );
    expect(await failureOfText('version: 0\n')).toContain(
      'Compare it with the schema of version 2, change what differs, and write version: 2.',
    );
  });
});

describe('values that the schema does not allow', () => {
  it('are reported together, in their order, each with its line and what is allowed', async () => {
    const text = `version: 2
name: ../small
dataset: { name: fmnits, classes: al }
detector: { net: FCDD_CNN28, bias: yes }
training:
  epoch: 10
  schedule: { type: exponential, milestones: [3] }
supervision: { source: 5 }
`;
    expect(await failureOfText(text)).toBe(
      `a.yaml:2:7: name must match ^[A-Za-z0-9][A-Za-z0-9._-]*$, not '../small'.
   2 | name: ../small
     |       ^^^^^^^^
  Also the name of the results folder: letters, digits, dots, hyphens and underscores, starting with a letter or digit.

a.yaml:3:18: dataset.name must be one of mnist, fmnist, cifar10, imagenet, mvtec, pascalvoc, custom, not 'fmnits'.
   3 | dataset: { name: fmnits, classes: al }
     |                  ^^^^^^
  Did you mean 'fmnist'?

a.yaml:3:35: dataset.classes must be all or a list of class names or indices, not 'al'.
   3 | dataset: { name: fmnits, classes: al }
     |                                   ^^
  Did you mean 'all'? A list is written in brackets: [al].

a.yaml:4:36: detector.bias must be true or false, not 'yes'.
   4 | detector: { net: FCDD_CNN28, bias: yes }
     |                                    ^^^
  Whether linear layers have a bias, and batch norms a scale and offset; VGG nets need it.

a.yaml:6:3: There is no key 'epoch' in training.
   6 |   epoch: 10
     |   ^^^^^
  Did you mean 'epochs'? Allowed: seeds, epochs, batchSize, accumulate, optimizer, schedule, checkpointEvery.

a.yaml:7:34: Only a schedule of type milestones takes milestones.
   7 |   schedule: { type: exponential, milestones: [3] }
     |                                  ^^^^^^^^^^

a.yaml:8:24: supervision.source must be one of mnist, fmnist, emnist, cifar100, imagenet, imagenet22k, mvtec, mvtec_gt, folder, gaussian, uniform, solid, blob, mixed_blob, confetti, null, not 5.
   8 | supervision: { source: 5 }
     |                        ^`,
    );
  });

  it.each([
    ['training.epochs=ten', "training.epochs must be a whole number, not 'ten'."],
    ['training.epochs=2.5', 'training.epochs must be a whole number, not 2.5.'],
    ['training.epochs=.inf', 'training.epochs must be a whole number, not Infinity.'],
    ['training.optimizer.learningRate=0', 'training.optimizer.learningRate must be more than 0, not 0.'],
    ['training.epochs.x=1', 'training.epochs must be a whole number, not a mapping.'],
    ['training.seeds=[]', 'training.seeds must not be empty.'],
    ['training.seeds=[1, 2, 1]', 'training.seeds has 1 twice: as item 1 and 3.'],
    ['training.seeds=[a]', "training.seeds[0] must be a whole number, not 'a'."],
    ['dataset.classes=[[1]]', 'dataset.classes[0] must be text or a whole number, not a list.'],
    ['training.schedule.type=milestones', "training.schedule lacks the key 'milestones'."],
    ['heatmaps=null', 'heatmaps must be a mapping, not null.'],
    ['trainig.epochs=1', "There is no key 'trainig'."],
    ['training.epochs', 'This is not a path and a value.'],
    ['=3', 'This is not a path and a value.'],
    ['training..epochs=3', 'This is not a path and a value.'],
    ['training.epochs=', 'The value is missing.'],
    ['training.seeds=[1', 'This is not YAML: '],
    ['extends=b.yaml', 'Only a file can extend another.'],
  ])('are reported for an override: %s', async (override, message) => {
    expect(await failureOfText(minimal, [override])).toContain(`--set ${override}: ${message}`);
  });

  it('say which keys a mapping has', async () => {
    expect(await failureOfText(minimal, ['training=3'])).toContain('\n  Its keys are seeds, epochs, ');
  });

  it('are reported only for the alternative that was meant', async () => {
    expect(await failureOfText(minimal, ['dataset.classes=[-1, true]'])).toBe(
      `--set dataset.classes=[-1, true]: dataset.classes[0] must be at least 0, not -1.

--set dataset.classes=[-1, true]: dataset.classes[1] must be text or a whole number, not true.
  Class name or index.`,
    );
  });

  it('show control characters of the file as such', async () => {
    expect(await failureOfText(`${minimal}"\\e[2J": "\u{9b}31m"\n`)).not.toMatch(/[\u{1b}\u{9b}]/u);
  });

  it('are shown in part where the line is long', async () => {
    const message = await failureOfText(`${minimal}description: { ${'x'.repeat(5000)}: 1 }\n`);
    expect(Math.max(...message.split('\n').map((line) => line.length))).toBeLessThan(300);
  });

  it('are counted from the twenty-first on', async () => {
    const text = minimal + Array.from({ length: 30 }, (_, index) => `key${index}: 1\n`).join('');
    expect(await failureOfText(text)).toMatch(/\n\nAnd 10 more\.$/);
  });
});

describe('rules', () => {
  const rules: Rules<never> = () => ({
    problems: [
      { path: ['heatmaps', 'quantile'], message: 'Not this one.', hint: 'Take another.' },
      { path: ['detector', 'net'], message: 'Not this net.' },
    ],
  });

  it('are reported at the value, or at the nearest one around it if a default is meant', async () => {
    const folder = await temporaryFiles({
      'a.yaml': minimal.replace('training:', 'heatmaps: {}\ntraining:'),
    });
    const loading = loadExperiment(join(folder, 'a.yaml'), { schema, version: 2, rules });
    expect(await failureOf(loading, folder)).toBe(
      `a.yaml:4:18: Not this net.
   4 | detector: { net: FCDD_CNN28 }
     |                  ^^^^^^^^^^

a.yaml:5:11: Not this one.
   5 | heatmaps: {}
     |           ^^
  Take another.`,
    );
  });

  it('give what the experiment is', async () => {
    const folder = await temporaryFiles({ 'a.yaml': minimal });
    const { experiment } = await load(join(folder, 'a.yaml'), [], () => ({
      problems: [],
      resolved: { looked: 'up' },
    }));
    expect(experiment).toEqual({ looked: 'up' });
  });
});
