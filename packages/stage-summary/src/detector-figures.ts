import { UserError } from '@fcdd/errors';
import { type DetectorFigures, figuresFromMetrics, readImageMetrics, readPixelMetrics } from '@fcdd/records';
import type { StageInput } from '@fcdd/stage';

/**
 * What was measured of each detector, in the order of the evaluations.
 * @param pixels the same detectors per pixel, or some of them, in any order
 * @throws UserError where an input is of no class and seed; DataError where a file is missing or damaged
 */
export async function readDetectorFigures(
  evaluations: readonly StageInput[],
  pixels: readonly StageInput[],
): Promise<(DetectorFigures & { label: string | undefined })[]> {
  const pixelFolders = new Map(pixels.map((input) => [keyOf(input), input.folder]));
  const detectors = [];
  for (const input of evaluations) {
    const metrics = await readImageMetrics(input.folder);
    const pixelFolder = pixelFolders.get(keyOf(input));
    const perPixel = pixelFolder ? await readPixelMetrics(pixelFolder) : undefined;
    detectors.push({
      ...pointOf(input),
      auc: metrics.auc,
      figures: figuresFromMetrics(metrics, perPixel?.metrics),
    });
  }
  return detectors;
}

function pointOf({ stage, matrix }: StageInput) {
  const index = Number(matrix.class);
  const seed = Number(matrix.seed);
  if (!Number.isInteger(index) || !Number.isInteger(seed))
    throw new UserError(
      `The summary cannot tell which class and seed an input from stage '${stage}' is of.`,
      {
        hint: 'In the pipeline, give that stage a matrix of class and seed.',
      },
    );
  const { detector } = matrix;
  return { class: index, seed, label: detector === undefined ? undefined : String(detector) };
}

function keyOf(input: StageInput): string {
  const { class: index, seed, label } = pointOf(input);
  return JSON.stringify([index, seed, label]);
}
