import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, UserError } from '@fcdd/errors';
import { tableCells } from '@fcdd/report-pages/testing';
import type { Provenance } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { type Fixture, runReport, writeInputs } from './testing/fixture.ts';

const twoByTwo: Fixture = {
  classes: ['shirt', 'shoe'],
  aucs: [
    [0.9, 0.8],
    [0.99, 0.97],
  ],
};
const oneByOne: Fixture = { classes: ['shirt', 'shoe'], aucs: [[0.9]] };

async function reportOf(fixture: Fixture): Promise<Report> {
  return read(await runReport(await writeInputs(fixture), fixture));
}

interface Report {
  folder: string;
  html: string;
}

async function read(folder: string): Promise<Report> {
  const text = (name: string) => readFile(join(folder, name), 'utf8');
  return {
    folder,
    html: await text('report.html'),
  };
}

const picturesOf = (html: string, type = 'png') =>
  html.match(new RegExp(`<img src="data:image/${type};base64,[^"]+"`, 'g')) ?? [];

describe('ROC curves', () => {
  it('are drawn for the experiment with its mean, and for each class with its seeds', async () => {
    const { folder } = await reportOf(twoByTwo);
    const labelsOf = async (file: string) => {
      const svg = await readFile(join(folder, file), 'utf8');
      return [...svg.matchAll(/>([^<]*: \d\.\d{3})<\/text>/g)].map(([, label]) => label);
    };
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['normal_0', 'normal_1']));
    expect(await labelsOf('roc_curve.svg')).toEqual([
      'shirt: 0.850',
      'shoe: 0.980',
      'mean: 0.915',
      'chance: 0.500',
    ]);
    expect(await labelsOf('normal_1/roc_curve.svg')).toEqual([
      'seed 0: 0.990',
      'seed 1: 0.970',
      'mean: 0.980',
      'chance: 0.500',
    ]);
  });
});

describe('figures per pixel', () => {
  it('have columns in the table and curves of classes with ground-truth maps', async () => {
    const { html, folder } = await reportOf({ ...twoByTwo, mapped: [1] });
    expect(tableCells(html, 'figures')).toEqual([
      ['Class', 'Average precision', 'Best F1', 'Pixel AUC', 'Pixel average precision', 'PRO'],
      ['shirt', '0.833', '0.800', '–', '–', '–'],
      ['shoe', '0.833', '0.800', '0.500', '0.750', '0.500'],
      ['All', '0.833', '0.800', '0.500', '0.750', '0.500'],
    ]);
    expect(html.match(/aria-label="ROC curves per pixel, nominal: \w+"/g)).toEqual([
      'aria-label="ROC curves per pixel, nominal: shoe"',
    ]);
    expect(await readdir(join(folder, 'normal_0'))).not.toContain('gtmap_roc_curve.svg');
    expect(await readdir(join(folder, 'normal_1'))).toContain('gtmap_roc_curve.svg');
    expect(await readdir(join(folder, 'normal_1/it_0'))).toContain('gtmap_roc_curve.svg');
  });

  it('are not mentioned if there are no maps', async () => {
    const { html } = await reportOf(oneByOne);
    expect(tableCells(html, 'figures')).toEqual([
      ['Class', 'Average precision', 'Best F1'],
      ['shirt', '0.833', '0.800'],
    ]);
    expect(html).not.toContain('per pixel');
  });
});

describe('page', () => {
  it('does not depend on the order of the inputs', async () => {
    const inputs = await writeInputs(twoByTwo);
    const forwards = await read(await runReport(inputs));
    const turned = Object.fromEntries(
      Object.entries(inputs).map(([name, list]) => [name, list.toReversed()]),
    );
    const backwards = await read(await runReport(turned));
    expect({ ...backwards, folder: '' }).toEqual({ ...forwards, folder: '' });
  });

  it('shows the mean AUC first, then each class and seed', async () => {
    const { html } = await reportOf(twoByTwo);
    expect(html).toContain('<span class="value" id="headline">0.915</span>');
    expect(tableCells(html, 'auc')).toEqual([
      ['Class', 'Mean', 'Deviation', 'Seed 0', 'Seed 1'],
      ['shirt', '0.850', '0.071', '0.900', '0.800'],
      ['shoe', '0.980', '0.014', '0.990', '0.970'],
      ['All', '0.915', '', '0.945', '0.885'],
    ]);
  });

  it('shows no deviation and no mean for a single seed and class', async () => {
    const { html } = await reportOf(oneByOne);
    expect(tableCells(html, 'auc')).toEqual([
      ['Class', 'AUC'],
      ['shirt', '0.900'],
    ]);
    expect(html).not.toMatch(/deviation|mean AUC|±/i);
    expect(html).not.toContain('mean: 0.900');
  });

  it('has a dash for a seed that one class lacks', async () => {
    const { html } = await reportOf({ ...twoByTwo, aucs: [[0.9, 0.8], [0.7]] });
    expect(tableCells(html, 'auc')[2]).toEqual(['shoe', '0.700', '', '0.700', '–']);
  });

  it('needs no other file and no network, and allows only its own script', async () => {
    const { html } = await reportOf(twoByTwo);
    expect(picturesOf(html)).toHaveLength(4 * 7);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<(link|iframe|object)\b/i);
    const sources = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, source]) => source!);
    expect(sources.filter((source) => !/^(#|data:image\/(png|webp);base64,)/.test(source))).toEqual([]);
    expect(html).toMatch(/content="default-src 'none'; img-src data:; [^"]*script-src 'sha256-/);
  });

  it('describes each picture, and lists the scores of a single row of samples', async () => {
    const { html } = await reportOf(oneByOne);
    expect(html).toContain(
      'alt="Anomalous test images, all heatmaps on one scale; nominal class shirt, seed 0"',
    );
    expect(html.match(/<img (?![^>]*alt="[^"]+")/g)).toBeNull();
    expect(html.match(/Scores from left to right: 0.0012, 0.50, 235\./g)).toHaveLength(4);
  });

  it('has precision-recall curves, histograms of scores and, for maps, curves per pixel of each class', async () => {
    const { html } = await reportOf({ ...twoByTwo, mapped: [1] });
    const titles = [...html.matchAll(/role="img" [^>]*aria-label="([^"]*)"/g)].map(([, title]) => title!);
    const perPixel = ['Precision and recall per pixel', 'Per-region overlap (PRO)'];
    for (const title of ['Precision and recall', 'Scores, mean over the seeds', ...perPixel])
      expect(titles.filter((other) => other === title)).toHaveLength(perPixel.includes(title) ? 1 : 2);
  });

  it('shows the most nominal and the most anomalous images of each label, with heatmap and score', async () => {
    const { html } = await reportOf(oneByOne);
    const galleries = html.split('<h4>').slice(1, 5);
    expect(galleries.map((gallery) => gallery.slice(0, gallery.indexOf(':')))).toEqual([
      'Nominal images that look most anomalous',
      'Anomalous images that look most nominal',
      'Anomalous images that look most anomalous',
      'Nominal images that look most nominal',
    ]);
    expect(galleries[0]).toContain('alt="Heatmap of test image 1, nominal"');
    expect(galleries[0]).toContain('<figcaption>0.25 <span class="note">Image 1</span>');
    expect(picturesOf(html, 'webp')).toHaveLength(4 * 2);
  });

  it('has a sentence in place of a picture that is missing or damaged', async () => {
    const inputs = await writeInputs(oneByOne);
    await rm(join(inputs.heatmaps![0]!.folder, 'heatmaps_global.png'));
    await writeFile(join(inputs.heatmaps![0]!.folder, 'ds_preview.png'), 'cut off');
    const { html } = await read(await runReport(inputs));
    expect(picturesOf(html)).toHaveLength(5);
    for (const file of ['heatmaps_global.png', 'ds_preview.png'])
      expect(html).toContain(`the picture normal_0/it_0/${file} is not among the results.`);
  });

  it('works without heatmaps and trainings if the pipeline has none', async () => {
    const { dataset, evaluation, summary } = await writeInputs(oneByOne);
    const { html } = await read(
      await runReport({ dataset: dataset!, evaluation: evaluation!, summary: summary! }),
    );
    expect(picturesOf(html)).toHaveLength(0);
    expect(html).toContain('The losses of this class are not among the results.');
  });

  it('draws the losses of each kind of sample in the training', async () => {
    const supervised = await reportOf(oneByOne);
    const unsupervised = await reportOf({ ...oneByOne, supervised: false });
    const kinds = ['nominal', 'anomalous'];
    const drawn = ({ html }: Report) =>
      kinds.filter((kind) => html.includes(`aria-label="Loss of ${kind} samples"`));
    expect(drawn(supervised)).toEqual(kinds);
    expect(drawn(unsupervised)).toEqual(['nominal']);
  });

  it('escapes whatever names and descriptions contain', async () => {
    const hostile = `"><script>alert('1')</script></title></style><img src=x onerror=alert(1)>`;
    const { html, folder } = await reportOf({
      classes: [hostile, 'b'],
      aucs: [[0.9, 0.8], [0.7]],
      experiment: {
        name: hostile,
        description: hostile,
        detector: { name: hostile, net: hostile },
        [hostile]: [hostile],
      },
      provenance: [{ ...trained, stage: hostile, versions: { [hostile]: hostile } }],
    });
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain('<img src=x');
    expect(html.match(/<\/style>/g)).toHaveLength(html.match(/<style>/g)!.length);
    expect(html).toContain('<h1>&quot;&gt;&lt;script&gt;alert(');
    expect(await readFile(join(folder, 'normal_0/roc_curve.svg'), 'utf8')).not.toContain('<script');
  });

  it('lists the main settings, and keeps the whole configuration', async () => {
    const { html } = await reportOf({
      ...oneByOne,
      experiment: {
        name: 'mine',
        description: 'What & why',
        supervision: {
          mode: 'noise',
          source: 'emnist',
          limit: null,
          exclude: [],
          online: false,
          origin: 'official',
        },
        training: { epochs: 3, seeds: [0, 1], fit: { optimizer: { type: 'sgd', learningRate: 0.01 } } },
      },
    });
    const facts = [...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(
      ([, term, value]) => `${term}: ${value}`,
    );
    expect(facts).toEqual([
      'Supervision: noise, source emnist, not online',
      'Epochs: 3',
      'Optimizer: sgd, learning rate 0.01',
    ]);
    expect(html).toContain('What &amp; why');
    expect(html).toContain(
      '  epochs: 3\n  seeds: [0, 1]\n  fit:\n    optimizer:\n      type: sgd\n      learningRate: 0.01\n',
    );
  });

  it.each([
    ['other classes', 0, 'Each class is nominal in turn, and all others are anomalous. The pictures show'],
    ['own', 0, 'Each class is tested on its own nominal and anomalous images. The pictures show'],
    ['own', 0, 'the chance that an anomalous image gets a higher score than a nominal one'],
    ['own', 1, 'the chance that a nominal image gets a higher score than an anomalous one'],
    ['own', 1, 'Share of nominal images found (true positives)'],
    ['own', 1, 'from the most anomalous (left)'],
  ] as const)(
    'explains figures of %s anomalies where nominal is %s: %s',
    async (anomalies, nominalLabel, text) => {
      const experiment = { name: 'mine', dataset: { nominalLabel } };
      const { html } = await reportOf({ ...oneByOne, anomalies, experiment });
      expect(html).toContain(text);
    },
  );

  it('shows how the results were computed', async () => {
    const provenance: Provenance[] = [
      { ...trained, stage: 'dataset', matrix: {}, engine: undefined, duration: 5.04, threads: 1 },
      trained,
      { ...trained, matrix: { class: 0, seed: 1 }, threads: 1, duration: 3600 },
    ];
    const { html } = await reportOf({ ...oneByOne, provenance });
    expect(html).toContain('<strong id="total-duration">1 h 2 min</strong>');
    expect(html).toContain(
      'Images: a folder of &quot;mine&quot; &lt;here&gt;. Versions: node 20.19.0, onnxruntime-node 1.30.0.',
    );
    expect(tableCells(html, 'stages').slice(1)).toEqual([
      ['dataset', '1', '0', '5.0 s', '1', 'none', 'c'.repeat(64)],
      ['train', '2', '0', '1 h 2 min', '1 to 2', 'onnxruntime on cpu', 'c'.repeat(64)],
    ]);
    expect(tableCells(html, 'fingerprints')[2]).toEqual([
      'train',
      'class 0, seed 0',
      '2026-03-01 12:30 UTC',
      '1 min 52 s',
      '',
      'f'.repeat(64),
    ]);
  });

  it('says that it was not recorded how the results were computed', async () => {
    expect((await reportOf(oneByOne)).html).toContain(
      'There is no record of how these results were computed.',
    );
  });
});

describe('bad inputs', () => {
  it('are refused if a file is missing that a report needs', async () => {
    const inputs = await writeInputs(oneByOne);
    await rm(join(inputs.evaluation![0]!.folder, 'roc.json'));
    await expect(runReport(inputs)).rejects.toThrow(DataError);
  });

  it('are refused if they belong to no class and seed', async () => {
    const inputs = await writeInputs(oneByOne);
    inputs.evaluation![0]!.matrix = { seed: 0 };
    await expect(runReport(inputs)).rejects.toThrow(UserError);
  });
});

const trained: Provenance = {
  stage: 'train',
  matrix: { class: 0, seed: 0 },
  fingerprint: 'f'.repeat(64),
  code: 'c'.repeat(64),
  engine: { backend: 'onnxruntime', device: 'cpu' },
  startedAt: '2026-03-01T12:30:59.123Z',
  duration: 112.4,
  threads: 2,
  cached: false,
  versions: { node: '20.19.0', 'onnxruntime-node': '1.30.0' },
};

it('writes curves to the folders that the pipeline gives their runs', async () => {
  const inputs = await writeInputs(twoByTwo);
  for (const input of Object.values(inputs).flat())
    if (input.results) input.results = `runs/${input.matrix.class}/${input.matrix.seed}`;
  const folder = await runReport(inputs);
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('roc_curve.svg'));
  expect(files.sort()).toEqual(
    [
      'roc_curve.svg',
      ...[0, 1].flatMap((index) => ['', '0/', '1/'].map((seed) => `runs/${index}/${seed}roc_curve.svg`)),
    ].sort(),
  );
  for (const input of inputs.evaluation!) input.results = `run-${input.matrix.class}-${input.matrix.seed}`;
  const flat = await readdir(await runReport(inputs));
  expect(flat).toEqual(expect.arrayContaining(['class_0', 'class_1', 'run-0-0', 'run-1-1']));
});
