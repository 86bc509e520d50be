import { gradientDetector } from '../gradient-detector.ts';
import type { GradientKind } from './objective.ts';

export const hsc = gradientDetector({
  name: 'hsc',
  title:
    'hypersphere classification: the anomaly score is the distance from a centre, explained by its gradient',
  source: 'Ruff et al., "Rethinking Assumptions in Deep Anomaly Detection", 2020',
  learnsFrom: 'anomalies',
  fits: { output: 'vector' },
  heatmap: { size: 'image', smoothing: 'blur' },
  parameters: {
    fitting: {},
    explaining: {
      gradient: {
        title: 'Gradient',
        description:
          'What heatmaps show. grad: the gradient of the score with respect to the input; xgrad: that times the input',
        type: 'string',
        enum: ['grad', 'xgrad'],
        default: 'grad',
      },
    },
  },
  objective: async ({ parameters }) =>
    (await import('./objective.ts')).createHsc(parameters.gradient as GradientKind),
});
