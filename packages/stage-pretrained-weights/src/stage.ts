import { openPretrained } from '@fcdd/acquisition/pretrained';
import { pretrainedState } from '@fcdd/nets/pretrained-state';
import { writePretrainedWeights } from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/pretrained-weights.schema.json' with { type: 'json' };
import type { PretrainedWeightsParameters } from '@fcdd/schemas/types';
import { defineStage } from '@fcdd/stage';
import type { Tensor } from '@fcdd/tensors';
import { openUserFile } from './user-file.ts';

export const stage = defineStage<PretrainedWeightsParameters>({
  name: 'pretrained-weights',
  description: 'Gets the weights that a net starts from, and checks that they fit the net',
  role: 'prepares',
  parameters: withParts(parameters),
  inputs: {},
  outputs: { 'weights.safetensors': "parameters and running statistics under the net's names" },
  resources: { threads: 'one', memory: 1500 },

  async run({ parameters: { net, bias, source }, settings, outputFolder, log, progress, signal }) {
    const isFile = source.startsWith('sha256:');
    const weights = isFile
      ? await openUserFile(source, settings)
      : await openPretrained(source, {
          ...settings,
          log: (message) => log.info(message),
          warn: (message) => log.warn(message),
          progress,
          signal,
        });
    const state: Record<string, Tensor> = {};
    for (const [name, { shape, read }] of Object.entries(pretrainedState(net, weights, bias)))
      state[name] = { shape, data: await read() };
    await writePretrainedWeights(outputFolder, state);
    log.info(`${net} starts from ${Object.keys(state).length} tensors of ${isFile ? 'a file' : source}.`);
  },
});
