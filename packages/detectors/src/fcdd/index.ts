import { gradientDetector } from '../gradient-detector.ts';

export const fcdd = gradientDetector({
  name: 'fcdd',
  title: 'the anomaly score is the mean of an explaining map',
  source: 'Liznerski et al., "Explainable Deep One-Class Classification", ICLR 2021',
  learnsFrom: 'maps',
  fits: { output: 'map' },
  heatmap: { size: 'output', smoothing: 'upsampling' },
  parameters: {
    fitting: {
      lossGaussStd: {
        title: 'Standard deviation of the upsampling Gaussian in the loss',
        description:
          'In pixels of the input, where the detector learns from ground-truth maps; null: derived from the receptive field',
        type: ['number', 'null'],
        exclusiveMinimum: 0,
        maximum: 1000,
        default: null,
        examples: [1.2],
      },
    },
    explaining: {},
  },
  problems: ({ lossGaussStd }, { hasMaps }) =>
    lossGaussStd === null || hasMaps
      ? []
      : [
          {
            parameter: 'lossGaussStd',
            message: 'The loss upsamples maps only where the detector learns from ground-truth maps.',
            hint: 'Write lossGaussStd: null, or the supervision mode malformed_normal_gt; heatmaps.gaussStd is for heatmaps.',
          },
        ],
  objective: async ({ parameters, field }) =>
    (await import('./objective.ts')).createFcdd(field, parameters.lossGaussStd as number | null),
});
