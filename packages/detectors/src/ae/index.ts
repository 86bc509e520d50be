import { gradientDetector } from '../gradient-detector.ts';

export const ae = gradientDetector({
  name: 'ae',
  title: 'an autoencoder, whose reconstruction error is the anomaly score',
  source: 'Hinton, Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks", 2006',
  learnsFrom: 'nominal',
  fits: { output: 'image' },
  heatmap: { size: 'image', smoothing: 'blur' },
  parameters: { fitting: {}, explaining: {} },
  objective: async () => (await import('./objective.ts')).ae,
});
