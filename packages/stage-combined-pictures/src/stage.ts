import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng, montage } from '@fcdd/images';
import { readHeatmapPictures, writeCombinedPictures } from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/combined-pictures.schema.json' with { type: 'json' };
import { type StageContext, type StageInput, defineStage, oneInput } from '@fcdd/stage';
import { type ObjectivePictures, combine } from './combine.ts';

interface Parameters {
  /** Objective of the heatmaps that the others are compared with. */
  objective: string;
}

export const stage = defineStage<Parameters>({
  name: 'combined-pictures',
  description: 'Shows the heatmaps of several objectives below the same test images',
  role: 'draws',
  parameters: withParts(parameters),
  inputs: {
    heatmaps: { description: 'The heatmaps that the others are compared with' },
    baselineHeatmaps: {
      description: 'Heatmaps of the same test images by baselines, which the axis `baseline` names',
      many: true,
    },
  },
  outputs: {
    'heatmaps_paper_<local|global>_lbl<0|1>.png':
      'Six samples of a label: inputs, heatmaps of each objective, and maps, if any',
    'combined.json': 'The content of each row of each picture',
  },
  resources: { threads: 'one', memory: 300 },
  reusesProcess: true,
  run: combinePictures,
});

async function combinePictures(context: StageContext<Parameters>): Promise<void> {
  const { parameters, inputs, outputFolder, signal } = context;
  const own = await picturesOf(oneInput(context, 'heatmaps'), parameters.objective);
  const baselines = await Promise.all(
    inputs.baselineHeatmaps!.map((input) => picturesOf(input, String(input.matrix.baseline))),
  );
  const pictures = [];
  for (const picture of own.pictures.filter(({ set, rows }) => set === 'test' && rows.length === 1)) {
    signal.throwIfAborted();
    const { tiles, description } = await combine(picture, own, baselines);
    const image = montage(tiles.flat(), description.indices.length);
    await writeFile(join(outputFolder, picture.file), await encodePng(image));
    pictures.push(description);
  }
  await writeCombinedPictures(outputFolder, pictures);
}

async function picturesOf({ folder }: StageInput, objective: string): Promise<ObjectivePictures> {
  return { objective, folder, pictures: await readHeatmapPictures(folder) };
}
