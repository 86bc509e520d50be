import type { FlipLeftRightInputs, KernelConfig } from '@tensorflow/tfjs';
import { computeOnHost } from './host.ts';
import { kernel } from './kernel.ts';
import { reversed } from './slice.ts';

/** Kernels that the host computes: no ONNX operator samples like these, and nothing is trained through them. */
const sampledOnHost = ['CropAndResize', 'RotateWithOffset', 'Transform'];

/** Geometric transformations of images. */
export const imageKernels: KernelConfig[] = [
  kernel<FlipLeftRightInputs>('FlipLeftRight', (backend, { image }) =>
    backend.add(reversed(backend.value(image), [2])),
  ),
  ...sampledOnHost.map((name) =>
    kernel(name, (backend, inputs, attributes) => computeOnHost(name, backend, inputs, attributes)),
  ),
];
