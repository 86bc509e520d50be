import { fitByGradientDescent } from '@fcdd/fitting';
import { createNet } from '@fcdd/nets';
import { receptiveFieldOf, smoothingFieldOf } from '@fcdd/nets/catalogue';
import type { Detector, DetectorContext, DetectorDefinition } from './detector.ts';
import type { GradientDetectorOptions } from './gradient-detector.ts';
import { netFitting } from './net-requirement.ts';

/**
 * A net on the current engine with the objective that it is trained for.
 * @throws UserError where there is no such net, or the detector cannot use it
 */
export async function createGradientDetector(
  definition: Omit<DetectorDefinition, 'create'>,
  objectiveOf: GradientDetectorOptions['objective'],
  { parameters, random }: DetectorContext,
): Promise<Detector> {
  const { net: name, bias } = parameters;
  netFitting(name, definition);
  const objective = await objectiveOf({ parameters, field: receptiveFieldOf(name) });
  const net = createNet(name, { bias: bias as boolean, random });
  return {
    inputShape: net.inputShape,
    smoothing: { method: definition.heatmap.smoothing, field: smoothingFieldOf(name) },
    fit: ({ batches, batchesPerEpoch }, context) =>
      fitByGradientDescent(net, objective, { batches, batchesPerEpoch }, context),
    state: () => net.state(),
    load: (state) => net.load(state),
    explain: (images) => objective.explain((images) => net.forward(images, { training: false }), images),
    variables: () => Object.fromEntries(net.trainable.map(({ name, variable }) => [name, variable])),
    dispose: () => net.dispose(),
  };
}
