import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Rules, loadExperiment, rewriteFiles } from '@fcdd/experiment';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/load-experiment.ts';
import { versions } from './versions.ts';

const acceptAll: Rules<unknown> = (resolved) => ({ problems: [], resolved });

interface Given {
  given: Record<string, unknown>;
  variants?: Record<string, unknown>[];
  parameters?: string[];
}

async function filesIn(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return join(folder, 'a.yaml');
}

async function givenIn(file: string, overrides: string[] = []): Promise<Given> {
  const options = {
    schema: { type: 'object', properties: { sweep: { default: null } } },
    rules: acceptAll,
    overrides,
    ...versions,
  };
  const { given, sweep } = await loadExperiment(file, options);
  return { given, variants: sweep?.variants.map((one) => one.given), parameters: sweep?.parameters };
}

async function given(text: string, overrides: string[] = [], base = ''): Promise<Given> {
  return givenIn(await filesIn({ 'a.yaml': text, 'base.yaml': base }), overrides);
}

async function rewritten(text: string, base = ''): Promise<string> {
  return (await rewriteFiles([await filesIn({ 'a.yaml': text, 'base.yaml': base })], versions))[0]!.text;
}

describe('a file of version 1', () => {
  it.each([
    [
      'every key that moved',
      `version: 1
name: small
model: { net: FCDD_CNN28, bias: true, weights: null } # small
training:
  objective: fcdd # the method
  seeds: 5
  gaussStd: 12
  epochs: 2
heatmaps: { gaussStd: 1.2, gradient: grad, quantile: 0.85 }
`,
      `version: 2
name: small
# the method
detector: { name: fcdd, net: FCDD_CNN28, bias: true, weights: null, lossGaussStd: 12 } # small
training:
  seeds: 5
  epochs: 2
heatmaps: { gaussStd: 1.2, quantile: 0.85 }
`,
    ],
    [
      'a net on lines of its own',
      'version: 1\nmodel:\n  net: CNN28 # small\ntraining:\n  # The method\n  objective: hsc\n  epochs: 2\nheatmaps:\n  gradient: xgrad\n',
      'version: 2\ndetector:\n  # The method\n  name: hsc\n  net: CNN28 # small\n  gradient: xgrad\ntraining:\n  epochs: 2\n',
    ],
    [
      'a standard deviation that nothing needs',
      'version: 1\nmodel: { net: AE28 }\ntraining: { objective: ae, gaussStd: null, epochs: 2 }\n',
      'version: 2\ndetector: { name: ae, net: AE28 }\ntraining: { epochs: 2 }\n',
    ],
    [
      'the gradient of a baseline',
      'version: 1\nmodel: { net: N }\nheatmaps: { gradient: xgrad }\nbaselines: [hsc, ae] # two\n',
      'version: 2\ndetector: { net: N }\nbaselines: [{ name: hsc, gradient: xgrad }, ae] # two\n',
    ],
    [
      'a gradient that nothing shows',
      'version: 1\nmodel: { net: N }\nheatmaps: { gradient: grad, quantile: 0.9 }\nbaselines: [ae]\n',
      'version: 2\ndetector: { net: N }\nheatmaps: { quantile: 0.9 }\nbaselines: [ae]\n',
    ],
    [
      'swept paths',
      'version: 1\nmodel: { net: N }\nsweep:\n  grid: { training.objective: [fcdd, hsc], model.bias: [true, false] }\n',
      'version: 2\ndetector: { net: N }\nsweep:\n  grid: { detector.name: [fcdd, hsc], detector.bias: [true, false] }\n',
    ],
    [
      "the swept gradient of the experiment's detector",
      'version: 1\nmodel: { net: N }\ntraining: { objective: hsc, epochs: 1 }\nsweep: { grid: { heatmaps.gradient: [grad, xgrad] } }\n',
      'version: 2\ndetector: { name: hsc, net: N }\ntraining: { epochs: 1 }\nsweep: { grid: { detector.gradient: [grad, xgrad] } }\n',
    ],
  ])('becomes one of version 2: %s', async (_, before, after) => {
    expect(await rewritten(before)).toBe(after);
    expect(await given(before)).toEqual(await given(after));
  });

  it('may extend a file of version 2, and the other way round', async () => {
    const one =
      'version: 1\nname: base\nmodel: { net: N }\nbaselines: [hsc]\nheatmaps: { gradient: xgrad }\n';
    const two = 'version: 2\nname: base\ndetector: { net: N }\nbaselines: [{ name: hsc, gradient: xgrad }]\n';
    expect(await given('extends: base.yaml\nmodel: { bias: false }\n', [], two)).toEqual(
      await given('extends: base.yaml\ndetector: { bias: false }\n', [], one),
    );
    expect(await given('extends: base.yaml\nheatmaps: { gradient: xgrad }\n', [], two)).toEqual(
      await given('extends: base.yaml\n', [], one),
    );
  });

  it('takes overrides as it takes values', async () => {
    const text = 'version: 1\nmodel: { net: N }\nbaselines: [hsc]\n';
    const overrides = ['training.objective=ae', 'training.gaussStd=null', 'model.net=AE28'];
    expect((await given(text, overrides)).given.detector).toEqual({ name: 'ae', net: 'AE28' });
    expect((await given(text, ['heatmaps.gradient=xgrad'])).given.baselines).toEqual([
      { name: 'hsc', gradient: 'xgrad' },
    ]);
  });

  it('may sweep the gradient of a baseline, which has no path in version 2', async () => {
    const text =
      'version: 1\nname: a\nmodel: { net: N }\nbaselines: [hsc]\nsweep:\n  grid:\n    heatmaps.gradient: [grad, xgrad]\n';
    const { variants } = await given(text);
    expect(variants!.map(({ baselines }) => baselines)).toEqual([
      [{ name: 'hsc', gradient: 'grad' }],
      [{ name: 'hsc', gradient: 'xgrad' }],
    ]);
    await expect(rewritten(text)).rejects.toThrow(
      /a\.yaml:7:5: A sweep of the gradient of a baseline cannot/,
    );
  });

  it('gets the baselines of an extended file if its gradient is for them', async () => {
    const base = 'version: 2\ndetector: { net: N }\nbaselines: [ae, hsc]\n';
    expect(await rewritten('extends: base.yaml\nname: a\nheatmaps: { gradient: xgrad }\n', base)).toBe(
      'extends: base.yaml\nname: a\nbaselines: [ae, { name: hsc, gradient: xgrad }]\n',
    );
  });

  it('keeps a gradient that nothing shows, so that it is refused', async () => {
    const { given: found } = await given('version: 1\nmodel: { net: N }\nheatmaps: { gradient: xgrad }\n');
    expect(found.heatmaps).toEqual({ gradient: 'xgrad' });
  });
});
