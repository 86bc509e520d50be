import { UserError } from '@fcdd/errors';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { resolveEngine, startEngine } from './index.ts';

describe('resolveEngine', () => {
  it('takes the requested backend and device', () => {
    const cpu = { backend: 'onnxruntime', device: 'cpu' };
    expect(resolveEngine({ backend: 'onnxruntime', device: 'cpu' })).toEqual(cpu);
    expect(resolveEngine({ device: 'cpu' })).toEqual(cpu);
    expect(resolveEngine({ backend: 'cpu' })).toEqual({ backend: 'cpu', device: 'cpu' });
  });

  it('chooses a device that works by default', () => {
    const { backend, device } = resolveEngine({ backend: 'auto', device: 'auto' });
    expect(resolveEngine()).toEqual({ backend, device });
    expect(resolveEngine({ backend, device })).toEqual({ backend, device });
  });

  it('refuses backends and devices that do not exist', () => {
    expect(() => resolveEngine({ backend: 'torch' })).toThrow("There is no backend 'torch'.");
    expect(() => resolveEngine({ backend: 'toString' })).toThrow("There is no backend 'toString'.");
    expect(() => resolveEngine({ device: 'abacus' })).toThrow("has no device 'abacus'");
  });
});

describe('startEngine', () => {
  it.each(['onnxruntime', 'cpu'])('computes with %s', async (backend) => {
    const { versions } = await startEngine(resolveEngine({ backend }), { threads: 1 });
    expect(tf.getBackend()).toBe(backend);
    expect([...(await tf.tensor1d([1, 2]).add(1).data())]).toEqual([2, 3]);
    expect(versions['@tensorflow/tfjs']).toMatch(/^4\./);
  });

  it('names the version of the library', async () => {
    const { versions } = await startEngine(resolveEngine({ device: 'cpu' }), { threads: 1 });
    expect(versions['onnxruntime-node']).toMatch(/^1\.\d+\.\d+$/);
  });

  it('computes with TensorFlow or says how to install it', async () => {
    const start = async () => startEngine(resolveEngine({ backend: 'tensorflow' }), { threads: 1 });
    const outcome = await start().catch((error: unknown) => error);
    if (outcome instanceof Error) {
      expect(outcome).toBeInstanceOf(UserError);
      expect(outcome).toHaveProperty('hint', expect.stringContaining('npm run setup:tensorflow') as string);
    } else {
      expect([...tf.tensor1d([1, 2]).add(1).dataSync()]).toEqual([2, 3]);
    }
  });
});
