import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileDigest } from '@fcdd/acquisition/files';
import { pretrainedSources } from '@fcdd/acquisition/pretrained';
import { readPretrainedWeights } from '@fcdd/records';
import { testContext } from '@fcdd/stage/testing';
import { type Tensor, writeTensors } from '@fcdd/tensors';
import { hasTorch, python } from '@fcdd/torch-checkpoints/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stage } from './stage.ts';

/** Runs the stage on a file; the context has its output folder and its log. */
async function run(file: string, net: string, files: Record<string, string> | undefined = undefined) {
  const source = `sha256:${await fileDigest(file)}`;
  const folder = await temporaryFolder();
  const context = testContext(stage.name, folder, {
    parameters: { net, bias: true, source },
    settings: { dataFolder: folder, offline: true, files: files ?? { [source]: file } },
  });
  await stage.run(context);
  return context;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-stage-weights-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Channels of vgg11_bn's convolutions, by their positions in its list of layers. */
const convolutions: [index: number, channels: number, inputs: number][] = [
  [0, 64, 3],
  [4, 128, 64],
  [8, 256, 128],
  [11, 256, 256],
  [15, 512, 256],
  [18, 512, 512],
  [22, 512, 512],
  [25, 512, 512],
];

/** A tensor whose neighbouring values differ. */
function filled(shape: number[], seed: number): Tensor {
  const count = shape.reduce((product, length) => product * length, 1);
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = seed + (i % 1021);
  return { shape, data };
}

/** The convolutions of vgg11_bn as torchvision names them: 37 MB. */
function features(): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {};
  for (const [index, channels, inputs] of convolutions) {
    tensors[`features.${index}.weight`] = filled([channels, inputs, 3, 3], index);
    tensors[`features.${index}.bias`] = filled([channels], index);
    for (const name of ['weight', 'bias', 'running_mean', 'running_var'])
      tensors[`features.${index + 1}.${name}`] = filled([channels], index + 1);
  }
  return tensors;
}

/** Compares all six convolutions of the nets and their norms bit by bit. */
async function expectFeatures(folder: string, tensors: Record<string, Tensor>): Promise<void> {
  const weights = await readPretrainedWeights(folder);
  expect(Object.keys(weights)).toHaveLength(36);
  for (const [name, tensor] of Object.entries(weights))
    expect(bytesOf(tensor).equals(bytesOf(tensors[name]!)), name).toBe(true);
}

function bytesOf({ data }: Tensor): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

const isTorchHere = hasTorch();

describe('the pretrained-weights stage', () => {
  it("writes the tensors that the net takes from a file, under the net's names", async () => {
    const file = join(await temporaryFolder(), 'vgg.safetensors');
    const tensors = features();
    await writeTensors(file, tensors);
    const { outputFolder, lines } = await run(file, 'FCDD_CNN224_VGG_F');
    expect(await readdir(outputFolder)).toEqual(Object.keys(stage.outputs));
    await expectFeatures(outputFolder, tensors);
    expect(lines).toEqual(['FCDD_CNN224_VGG_F starts from 36 tensors of a file.']);
  });

  it.skipIf(!isTorchHere)(
    `reads the same tensors from PyTorch's own file${isTorchHere ? '' : ` (skipped: ${python} has no torch)`}`,
    async () => {
      const folder = await temporaryFolder();
      const layers = JSON.stringify(convolutions);
      const script = `
import torch
state = {}
def filled(shape, seed):
    count = int(torch.tensor(shape).prod())
    return (torch.arange(count) % 1021 + seed).float().reshape(shape)
for index, channels, inputs in ${layers}:
    state[f"features.{index}.weight"] = filled([channels, inputs, 3, 3], index)
    state[f"features.{index}.bias"] = filled([channels], index)
    for name in ("weight", "bias", "running_mean", "running_var"):
        state[f"features.{index + 1}.{name}"] = filled([channels], index + 1)
torch.save(state, "${folder}/legacy.pth", _use_new_zipfile_serialization=False)
torch.save(state, "${folder}/zip.pth")
`;
      execFileSync(python, ['-c', script]);
      const tensors = features();
      for (const name of ['legacy.pth', 'zip.pth']) {
        const { outputFolder } = await run(join(folder, name), 'FCDD_CNN224_VGG');
        await expectFeatures(outputFolder, tensors);
      }
    },
  );

  it('refuses weights of another net, and names the missing tensors', async () => {
    const file = join(await temporaryFolder(), 'vgg.safetensors');
    await writeTensors(file, features());
    await expect(run(file, 'FCDD_CNN28')).rejects.toThrow(
      'These weights are not for FCDD_CNN28: it lacks conv1.weight, conv1.bias, bn2d1.weight, bn2d1.bias, bn2d1.running_mean, 5 more.',
    );
  });

  it('refuses a file whose digest differs, and a digest without a file', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'a.safetensors');
    await writeTensors(file, { 'conv1.weight': filled([1], 0) });
    const digest = `sha256:${await fileDigest(file)}`;
    await mkdir(join(folder, 'b'));
    const changed = join(folder, 'b', 'a.safetensors');
    await writeTensors(changed, { 'conv1.weight': filled([1], 0) });
    await appendFile(changed, 'x');
    await expect(run(file, 'FCDD_CNN28', { [digest]: changed })).rejects.toThrow(
      'has changed before it was read',
    );
    await expect(run(file, 'FCDD_CNN28', { [digest]: '/nowhere/a.pth' })).rejects.toThrow('has changed');
    await expect(run(file, 'FCDD_CNN28', {})).rejects.toThrow('is unknown.');
  });

  it('knows all sources of pretrained weights', () => {
    const { source } = stage.parameters.properties as { source: { pattern: string } };
    for (const name of Object.keys(pretrainedSources)) expect(name).toMatch(new RegExp(source.pattern));
    expect('vgg12').not.toMatch(new RegExp(source.pattern));
  });
});
