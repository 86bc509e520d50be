import { join } from 'node:path';
import { UserError } from '@fcdd/errors';
import type { Fit } from '@fcdd/fitting';
import { readHistory, readJson, readTrainerState } from '@fcdd/records';
import type { TrainParameters } from '@fcdd/schemas/types';
import { type StageContext, canonicalJson } from '@fcdd/stage';

/**
 * Reads the end of the same training with fewer epochs, if it is an input.
 * @throws UserError where it is another training, or already has as many epochs; DataError for a damaged file
 */
export async function readPrevious({
  inputs,
  parameters,
}: Pick<StageContext<TrainParameters>, 'inputs' | 'parameters'>): Promise<Fit | undefined> {
  const folder = inputs.previous?.[0]?.folder;
  if (folder === undefined) return undefined;
  checkSame(await readJson<TrainParameters>(join(folder, 'config.json')), parameters);
  const history = await readHistory(folder);
  if (history.length >= parameters.epochs)
    throw new UserError(
      `The earlier training already has ${history.length} epochs; this one has ${parameters.epochs}.`,
      { hint: 'Write the epochs at which a training stops in rising order.' },
    );
  return { history, state: await readTrainerState(folder) };
}

/** Compares all parameters except the number of epochs and the interval of checkpoints, which changes no result. */
function checkSame(before: TrainParameters, now: TrainParameters): void {
  const [earlier, later] = [settingsOf(before), settingsOf(now)];
  const other = Object.keys(later).find(
    (key) => canonicalJson(earlier[key] ?? null) !== canonicalJson(later[key]),
  );
  if (other === undefined) return;
  throw new UserError(`The earlier training has another value of '${other}'.`, {
    hint: 'In the pipeline file, let only the epochs depend on the series.',
  });
}

function settingsOf({ epochs: _epochs, fit, ...parameters }: TrainParameters): Record<string, unknown> {
  const { checkpointEvery: _checkpointEvery, ...options } = fit;
  return { ...parameters, ...options };
}
