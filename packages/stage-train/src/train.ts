import { join } from 'node:path';
import { isSyntheticSource, supervisionModes } from '@fcdd/anomalies/catalogue';
import { type Detector, detectorNamed } from '@fcdd/detectors';
import { startEngine } from '@fcdd/engine';
import type { Fit } from '@fcdd/fitting';
import {
  readDataSetDescription,
  readPretrainedWeights,
  writeSnapshot,
  writeHistory,
  writeJson,
  writeTrainingSamples,
} from '@fcdd/records';
import type { TrainParameters } from '@fcdd/schemas/types';
import { type StageContext, oneInput } from '@fcdd/stage';
import { withoutPrefix } from '@fcdd/tensors';
import { type BatchStream, openBatchStream } from './batches/batch-stream.ts';
import { type TrainingPlan, makesColour } from './batches/training-set.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { readPrevious } from './previous.ts';
import { createReporter, describeEpoch } from './progress.ts';

type Context = StageContext<TrainParameters>;

export async function train(context: Context): Promise<void> {
  const resume = (await loadCheckpoint(context)) ?? (await readPrevious(context));
  const epochs = { first: resume?.history.length ?? 0, end: context.parameters.epochs };
  await tellColour(context);
  const stream = await openBatchStream(planOf(context), epochs);
  try {
    await writeTrainingSamples(context.outputFolder, stream.samples);
    await trainDetector(context, stream, resume);
  } finally {
    await stream.close();
  }
}

/** Says where generated anomalies have no colour, unlike those of the method's authors. */
async function tellColour({ parameters, inputs, log }: Context): Promise<void> {
  const { supervision } = parameters;
  if (!supervisionModes[supervision.mode].usesSource || !isSyntheticSource(supervision.source ?? '')) return;
  const description = await readDataSetDescription(oneInput({ inputs }, 'dataset').folder);
  if (description.shape.channels === 1 || makesColour(description, parameters)) return;
  log.info(
    'Generated anomalies are grey, as the nominal training images are. supervision.colour: always gives them colour.',
  );
}

async function trainDetector(context: Context, stream: BatchStream, resume?: Fit): Promise<void> {
  const { parameters, outputFolder } = context;
  await startEngine(context.engine, { threads: context.threads });
  const detector = await detectorNamed(parameters.detector.name).create({
    parameters: parameters.detector,
    random: context.random('net', parameters.class),
  });
  await loadPretrained(detector, context);
  const { history, state } = await fit(detector, context, stream, resume);

  const description = await readDataSetDescription(oneInput(context, 'dataset').folder);
  const trained = {
    detector: parameters.detector,
    dataSet: description.name,
    preprocessing: parameters.preprocessing,
    fit: description.fit,
    statistics: description.statistics[parameters.class]!,
    nominalClass: { index: parameters.class, name: description.classes[parameters.class]! },
    nominalLabel: parameters.nominalLabel,
    weights: await detector.state(),
  };
  await writeSnapshot(outputFolder, trained, withoutPrefix('optimizer.', state));
  await writeHistory(outputFolder, history);
  await writeJson(join(outputFolder, 'config.json'), parameters);
}

/** Loads the given weights. If they are only a part of the net's, the other tensors stay as they are. */
async function loadPretrained(detector: Detector, { inputs, log }: Context): Promise<void> {
  const given = inputs.weights?.[0];
  if (!given) return;
  const weights = await readPretrainedWeights(given.folder);
  detector.load({ ...(await detector.state()), ...weights });
  log.info(`Pretrained tensors: ${Object.keys(weights).length}.`);
}

/** Fits the detector, and saves a checkpoint every few epochs and when the run is stopped. */
function fit(detector: Detector, context: Context, stream: BatchStream, resume?: Fit): Promise<Fit> {
  const { parameters, log, signal } = context;
  const { class: nominalClass, epochs, fit: options } = parameters;
  if (resume) log.info(`The training continues after epoch ${resume.history.length}.`);
  return detector.fit(stream, {
    ...options,
    epochs,
    random: context.random('training', nominalClass),
    resume,
    signal,
    onBatch: createReporter(context),
    onEpoch: async (result, fit) => {
      log.info(describeEpoch(result, epochs));
      const done = result.epoch + 1;
      if (done < epochs && (done % options.checkpointEvery === 0 || signal.aborted))
        await saveCheckpoint(context, await fit());
    },
  });
}

function planOf({ parameters, inputs, random }: Context): TrainingPlan {
  const { class: nominalClass, preprocessing, nominalLabel, supervision, detector, fit } = parameters;
  const source = random('batches', nominalClass);
  return {
    dataSetFolder: oneInput({ inputs }, 'dataset').folder,
    outliersFolder: inputs.outliers?.[0]?.folder,
    parameters: { class: nominalClass, preprocessing, nominalLabel, supervision },
    batchSize: fit.batchSize,
    learnsFromMaps: detectorNamed(detector.name).learnsFrom === 'maps',
    seed: Array.from({ length: 4 }, () => source.integer(2 ** 32)),
  };
}
