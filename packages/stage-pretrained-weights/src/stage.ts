import { readUnchanged } from '@fcdd/acquisition/digests';
import { type Weights, openPretrained, openWeights } from '@fcdd/acquisition/pretrained';
import { pretrainedState } from '@fcdd/nets/pretrained-state';
import { writePretrainedWeights } from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/pretrained-weights.schema.json' with { type: 'json' };
import type { PretrainedWeightsParameters } from '@fcdd/schemas/types';
import { type StageContext, defineStage, pathOfDigest } from '@fcdd/stage';
import type { Tensor } from '@fcdd/tensors';

export const stage = defineStage<PretrainedWeightsParameters>({
  name: 'pretrained-weights',
  description: 'Gets the weights that a net starts from, and checks that they fit the net',
  role: 'prepares',
  parameters: withParts(parameters),
  inputs: {},
  outputs: { 'weights.safetensors': "parameters and running statistics under the net's names" },
  resources: { threads: 'one', memory: 1500 },

  run: storeWeights,
});

async function storeWeights(context: StageContext<PretrainedWeightsParameters>): Promise<void> {
  const { parameters: { source }, settings, log, progress, signal } = context; // prettier-ignore
  if (source.startsWith('sha256:')) {
    const path = pathOfDigest(source, settings);
    const data = { path, digest: source, signal };
    return readUnchanged(data, async () => store(await openWeights(path), 'a file', context));
  }
  const weights = await openPretrained(source, {
    ...settings,
    log: (message) => log.info(message),
    warn: (message) => log.warn(message),
    progress,
    signal,
  });
  return store(weights, source, context);
}

async function store(
  weights: Weights,
  origin: string,
  { parameters: { net, bias }, outputFolder, log }: StageContext<PretrainedWeightsParameters>,
): Promise<void> {
  const state: Record<string, Tensor> = {};
  for (const [name, { shape, read }] of Object.entries(pretrainedState(net, weights, bias)))
    state[name] = { shape, data: await read() };
  await writePretrainedWeights(outputFolder, state);
  log.info(`${net} starts from ${Object.keys(state).length} tensors of ${origin}.`);
}
