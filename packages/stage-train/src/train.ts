import { join } from 'node:path';
import { startEngine } from '@fcdd/engine';
import { type Net, createNet, createObjective, createTrainer } from '@fcdd/models';
import {
  readDataSetDescription,
  readPretrainedWeights,
  writeDetector,
  writeHistory,
  writeJson,
  writeTrainingSamples,
} from '@fcdd/records';
import { type StageContext, oneInput } from '@fcdd/stage';
import { withoutPrefix } from '@fcdd/tensors';
import { type BatchStream, openBatchStream } from './batches/batch-stream.ts';
import type { TrainingPlan } from './batches/training-set.ts';
import { type Checkpoint, loadCheckpoint } from './checkpoint.ts';
import type { TrainParameters } from './parameters.ts';
import { readPrevious } from './previous.ts';
import { trainEpochs } from './train-epochs.ts';

type Context = StageContext<TrainParameters>;

export async function train(context: Context): Promise<void> {
  const checkpoint = (await loadCheckpoint(context)) ?? (await readPrevious(context));
  const epochs = { first: checkpoint?.history.length ?? 0, end: context.parameters.epochs };
  const stream = await openBatchStream(planOf(context), epochs);
  try {
    await writeTrainingSamples(context.outputFolder, stream.samples);
    await trainDetector(context, stream, checkpoint);
  } finally {
    await stream.close();
  }
}

async function trainDetector(context: Context, stream: BatchStream, checkpoint?: Checkpoint): Promise<void> {
  const { parameters, outputFolder } = context;
  const { model, objective, gaussStd, optimizer, schedule, accumulate } = parameters;
  await startEngine(context.engine, { threads: context.threads });
  const net = createNet(model.net, { bias: model.bias, random: context.random('net', parameters.class) });
  await loadPretrained(net, context);
  const trainer = createTrainer({
    net,
    objective: createObjective(objective, { net: model.net, gaussStd }),
    optimizer,
    schedule,
    accumulate,
    random: context.random('training', parameters.class),
  });
  const history = await trainEpochs(context, { stream, trainer, checkpoint });

  const description = await readDataSetDescription(oneInput(context, 'dataset').folder);
  const detector = {
    ...model,
    objective,
    dataSet: description.name,
    preprocessing: parameters.preprocessing,
    fit: description.fit,
    statistics: description.statistics[parameters.class]!,
    nominalClass: { index: parameters.class, name: description.classes[parameters.class]! },
    nominalLabel: parameters.nominalLabel,
    weights: await net.state(),
  };
  await writeDetector(outputFolder, detector, withoutPrefix('optimizer.', await trainer.state()));
  await writeHistory(outputFolder, history);
  await writeJson(join(outputFolder, 'config.json'), parameters);
}

/** Takes over the weights that are given; of a net that they are only a part of, the rest stays as it is. */
async function loadPretrained(net: Net, { inputs, log }: Context): Promise<void> {
  const given = inputs.weights?.[0];
  if (!given) return;
  const weights = await readPretrainedWeights(given.folder);
  net.load({ ...(await net.state()), ...weights });
  log.info(`Pretrained tensors: ${Object.keys(weights).length}.`);
}

function planOf({ parameters, inputs, random }: Context): TrainingPlan {
  const { class: nominalClass, preprocessing, nominalLabel, supervision, objective, batchSize } = parameters;
  const source = random('batches', nominalClass);
  return {
    dataSetFolder: oneInput({ inputs }, 'dataset').folder,
    outliersFolder: inputs.outliers?.[0]?.folder,
    parameters: { class: nominalClass, preprocessing, nominalLabel, supervision, objective, batchSize },
    seed: Array.from({ length: 4 }, () => source.integer(2 ** 32)),
  };
}
