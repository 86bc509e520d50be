// The file that Jasmine loads when it is bundled: tfjs-core's own specs, and one backend to run them on.
import { createRandom } from '@fcdd/random';
import '@tensorflow/tfjs';
import { ENGINE } from '@tensorflow/tfjs-core/dist/engine.js';
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util.js';
import { registerOnnxRuntimeBackend } from '../src/index.ts';
import type { ForeignType } from './spec.ts';

registerOnnxRuntimeBackend({ threads: 1 });

const backendName = process.env.CONFORMANCE_BACKEND!;
setTestEnvs([{ name: backendName, backendName, isDataSync: true }]);

/** Types beyond float32, int32 and bool that the running spec asked for. */
const foreignTypes = new Set<ForeignType>();

function note(dtype: unknown): void {
  if (dtype === 'complex64' || dtype === 'string') foreignTypes.add(dtype);
}

// The request counts, because a spec stops where the backend lacks the type.
const { makeTensor, runKernel } = ENGINE;
ENGINE.makeTensor = (values, shape, dtype, backend) => {
  note(dtype);
  return makeTensor.call(ENGINE, values, shape, dtype, backend);
};
ENGINE.runKernel = ((name, inputs, attributes) => {
  note(name === 'Complex' ? 'complex64' : (attributes as { dtype?: unknown } | undefined)?.dtype);
  return runKernel.call(ENGINE, name, inputs, attributes);
}) as typeof runKernel;

beforeEach(() => {
  foreignTypes.clear();
  // Specs draw these numbers, which are the same in every run, whichever specs run.
  const random = createRandom('conformance');
  Math.random = () => random.uniform();
});

afterEach(() => {
  jasmine.getEnv().setSpecProperty('foreignTypes', [...foreignTypes]);
});

await import('@tensorflow/tfjs-core/dist/tests.js');
