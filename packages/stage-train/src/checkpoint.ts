import { rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import type { Epoch, Fit } from '@fcdd/fitting';
import type { TrainParameters } from '@fcdd/schemas/types';
import type { StageContext } from '@fcdd/stage';
import { readTensors, writeTensors } from '@fcdd/tensors';

type Context = Pick<StageContext<TrainParameters>, 'checkpointFolder' | 'parameters' | 'engine' | 'log'>;

const fileName = 'checkpoint.safetensors';

/** Replaces the previous checkpoint in one step, so that there is always a complete one. */
export async function saveCheckpoint(context: Context, { history, state }: Fit): Promise<void> {
  const file = join(context.checkpointFolder, fileName);
  const unfinished = `${file}.unfinished`;
  await writeTensors(unfinished, state, {
    training: identityOf(context),
    history: JSON.stringify(history),
  });
  await rename(unfinished, file);
}

/** Loads the checkpoint that the training resumes from. A damaged one, or one of another training, gives a warning. */
export async function loadCheckpoint(context: Context): Promise<Fit | undefined> {
  const file = join(context.checkpointFolder, fileName);
  if (!existsSync(file)) return undefined;
  const startOver = (reason: string) => {
    context.log.warn(`The checkpoint ${reason}, so the training starts from the beginning.`);
    return undefined;
  };
  try {
    const { tensors, metadata } = await readTensors(file);
    if (metadata.training !== identityOf(context)) return startOver('belongs to another training');
    return { history: JSON.parse(metadata.history!) as Epoch[], state: tensors };
  } catch (error) {
    if (error instanceof DataError) return startOver('is damaged');
    throw error;
  }
}

function identityOf({ parameters, engine }: Context): string {
  return JSON.stringify({ parameters, engine });
}
