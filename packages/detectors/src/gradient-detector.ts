import type { ReceptiveField } from '@fcdd/nets/receptive-field';
import type { DetectorDefinition, DetectorParameters } from './detector.ts';
import type { Objective } from './objective.ts';
import type { ParameterSchemas } from './parameter-schemas.ts';

/** A detector that is a net trained by gradient descent: an objective says for what. */
export interface GradientDetectorOptions extends Omit<DetectorDefinition, 'create'> {
  /** Loads the objective, which needs the engine, only where a detector is made. */
  objective(context: ObjectiveContext): Promise<Objective>;
}

export interface ObjectiveContext {
  parameters: DetectorParameters;
  /** The receptive field of a pixel of the net's output, or of the last image before its dense layers. */
  field: ReceptiveField;
}

/** The parameters of the net, which every detector that is trained by gradients has. */
const netParameters = {
  net: {
    title: 'Net',
    description: 'The net that is trained; `fcdd nets` lists all, with their input shapes and detectors',
    type: 'string',
  },
  bias: {
    title: 'Bias',
    description: 'Whether linear layers have a bias, and batch norms a scale and offset; VGG nets need it',
    type: 'boolean',
    default: true,
  },
  weights: {
    title: 'Weights before training',
    description:
      "null: the published ones where the net has pretrained ones, else random ones; or the path, relative to the experiment's file, of a checkpoint of PyTorch (.pth, .pt, .bin) or a safetensors file: of the net itself, such as the snapshot of another training, or of what it is pretrained with",
    type: ['null', 'string'],
    minLength: 1,
    default: null,
    examples: ['../weights/vgg11_bn-6002323d.pth'],
  },
} as const satisfies ParameterSchemas;

/** Declares a detector that is trained by gradients: an objective in one file, and a line in the list. */
export function gradientDetector({ objective, ...definition }: GradientDetectorOptions): DetectorDefinition {
  const { fitting, explaining } = definition.parameters;
  return {
    ...definition,
    parameters: { fitting: { ...netParameters, ...fitting }, explaining },
    create: async (context) => {
      const { createGradientDetector } = await import('./create-gradient-detector.ts');
      return createGradientDetector(definition, objective, context);
    },
  };
}
