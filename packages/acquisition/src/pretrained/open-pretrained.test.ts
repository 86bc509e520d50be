import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataError, UserError, describeError } from '@fcdd/errors';
import { writeTensors } from '@fcdd/tensors';
import { describe, expect, it } from 'vitest';
import { fileDigest } from '../files/file-digest.ts';
import type { PublishedFile } from '../published/published-file-facts.ts';
import { serve } from '../testing/file-server.ts';
import { testSettings } from '../testing/settings.ts';
import { openPretrained, openSource } from './open-pretrained.ts';
import { openWeights } from './open-weights.ts';

/** A batch norm of two channels, that PyTorch wrote. */
const checkpoint = join(
  dirname(fileURLToPath(import.meta.resolve('@fcdd/torch-checkpoints'))),
  'testing/files/nested-zip.pth',
);
const bytes = await readFile(checkpoint);
const digestStart = (await fileDigest(checkpoint)).slice(0, 8);

function sourceAt(address: string): PublishedFile {
  const name = `norm-${digestStart}.pth`;
  return {
    title: 'Norm',
    folder: 'pretrained',
    name,
    url: `${address}models/${name}`,
    size: null,
    sha256: digestStart,
  };
}

const fileOf = (dataFolder: string) => join(dataFolder, 'pretrained', `norm-${digestStart}.pth`);

describe('pretrained weights', () => {
  it('are fetched from their publisher once, with progress, and read from the data folder from then on', async () => {
    const requests: string[] = [];
    const progress: number[] = [];
    const address = await serve(({ url }, response) => {
      requests.push(url!);
      response.end(bytes);
    });
    const settings = await testSettings({ offline: false, progress: (done) => progress.push(done) });
    const { weight } = await openSource(sourceAt(address), settings);
    expect(await weight!.read()).toEqual(Float32Array.of(1, 1));
    expect(progress.at(-1)).toBe(bytes.length);
    expect(await readdir(join(settings.dataFolder, 'pretrained'))).toEqual([`norm-${digestStart}.pth`]);

    await openSource(sourceAt(address), { ...settings, offline: true });
    expect(requests).toEqual([`/models/norm-${digestStart}.pth`]);
  });

  it('with another digest are refused, nothing of them is kept, and all places are listed', async () => {
    const address = await serve((_, response) => response.end('<html>'));
    const settings = await testSettings({ offline: false });
    const error = await openSource(sourceAt(address), settings).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toMatch(
      /^Norm was found nowhere\. Tried:\n {2}- norm-\w+\.pth in the folder \S+: it is not there\n {2}- http\S+: \S+ is damaged: its SHA-256 is \w+, which does not begin with/,
    );
    expect(await readdir(join(settings.dataFolder, 'pretrained'))).toEqual([]);
  });

  it('that are damaged in the data folder are kept aside and fetched again', async () => {
    const address = await serve((_, response) => response.end(bytes));
    const settings = await testSettings({ offline: false });
    await mkdir(join(settings.dataFolder, 'pretrained'));
    await writeFile(fileOf(settings.dataFolder), bytes.subarray(1));
    await openSource(sourceAt(address), settings);
    expect(settings.warnings.join()).toContain('is damaged: its SHA-256 is');
    expect(await readdir(join(settings.dataFolder, 'pretrained'))).toContain(
      `norm-${digestStart}.pth.damaged`,
    );
  });

  it('are not fetched in an offline run, and the error says where to get them and where to put them', async () => {
    const settings = await testSettings();
    const error = await openPretrained('vgg11_bn', settings).catch((thrown: unknown) => thrown);
    const folder = join(settings.dataFolder, 'pretrained');
    const url = 'https://download.pytorch.org/models/vgg11_bn-6002323d.pth';
    expect(describeError(error).split('\n')).toEqual([
      "Torchvision's vgg11_bn, trained on ImageNet was found nowhere. Tried:",
      `  - vgg11_bn-6002323d.pth in the folder ${folder}: it is not there`,
      `  - ${url}: not tried, since the run is offline`,
      `  Put vgg11_bn-6002323d.pth (${url}) into ${folder}, or run once with a network connection, not offline. Or say in model.weights where a file of such weights is.`,
    ]);
  });

  it.each(['vgg12', 'constructor'])('called %s do not exist', async (name) => {
    await expect(openPretrained(name, await testSettings())).rejects.toThrow(UserError);
  });
});

describe("a user's file of weights", () => {
  it("may be PyTorch's or a safetensors file; of a snapshot, the net's weights are taken", async () => {
    const { dataFolder } = await testSettings();
    await copyFile(checkpoint, join(dataFolder, 'a.PT'));
    expect(Object.keys(await openWeights(join(dataFolder, 'a.PT')))).toContain('running_mean');

    const snapshot = join(dataFolder, 'snapshot.safetensors');
    const tensor = { shape: [1], data: Float32Array.of(2) };
    await writeTensors(snapshot, { 'net.conv1.weight': tensor, 'optimizer.conv1.weight': tensor });
    const weights = await openWeights(snapshot);
    expect(Object.keys(weights)).toEqual(['conv1.weight']);
    expect(await weights['conv1.weight']!.read()).toEqual(tensor.data);

    await writeTensors(snapshot, { 'conv1.weight': tensor });
    expect(Object.keys(await openWeights(snapshot))).toEqual(['conv1.weight']);
  });

  it('of another kind is refused', async () => {
    const error = await openWeights('weights.h5').catch((thrown: unknown) => thrown);
    expect(describeError(error)).toContain('Names end in .pth, .pt, .bin, .safetensors.');
  });
});
