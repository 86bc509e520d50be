import { UserError } from '@fcdd/errors';
import { type DetectorFigures, figuresFromMetrics, readImageMetrics, readPixelMetrics } from '@fcdd/records';
import type { StageInput } from '@fcdd/stage';

/**
 * Reads the figures of each detector, in the order of the evaluations.
 * @param pixels evaluations per pixel of the same detectors or some of them, in any order
 * @throws UserError where an input has no class and seed; DataError where a file is missing or damaged
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
      `An input from stage '${stage}' has no class and seed, so the summary cannot place it.`,
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
