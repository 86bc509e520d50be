import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@fcdd/errors';
import { encodePng, montage } from '@fcdd/images';
import { readHeatmapPictures, writeCombinedPictures } from '@fcdd/records';
import { withParts } from '@fcdd/schemas';
import parameters from '@fcdd/schemas/stages/combined-pictures.schema.json' with { type: 'json' };
import type { CombinedPicturesParameters } from '@fcdd/schemas/types';
import { type StageContext, type StageInput, defineStage } from '@fcdd/stage';
import { type DetectorPictures, combine } from './combine.ts';

export const stage = defineStage<CombinedPicturesParameters>({
  name: 'combined-pictures',
  description: 'Shows the heatmaps of several detectors below the same test images',
  role: 'draws',
  parameters: withParts(parameters),
  inputs: {
    heatmaps: {
      description: 'Heatmaps of the same test images by detectors, which the axis `detector` names',
      many: true,
    },
  },
  outputs: {
    'heatmaps_paper_<local|global>_lbl<0|1>.png':
      'Six samples of a label: inputs, heatmaps of each detector, and maps, if any',
    'combined.json': 'The content of each row of each picture',
  },
  resources: { threads: 'one', memory: 300 },
  reusesProcess: true,
  run: combinePictures,
});

async function combinePictures(context: StageContext<CombinedPicturesParameters>): Promise<void> {
  const { parameters, inputs, outputFolder, signal } = context;
  const detectors = await Promise.all(inputs.heatmaps!.map(picturesOf));
  const own = detectors.find(({ label }) => label === parameters.detector);
  if (!own) throw new UserError(`No heatmaps are those of the detector '${parameters.detector}'.`);
  const baselines = detectors.filter((other) => other !== own);
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

async function picturesOf({ folder, matrix }: StageInput): Promise<DetectorPictures> {
  return { label: String(matrix.detector), folder, pictures: await readHeatmapPictures(folder) };
}
