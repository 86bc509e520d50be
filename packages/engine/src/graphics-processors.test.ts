import { afterEach, describe, expect, it, vi } from 'vitest';
import { graphicsProcessors } from './graphics-processors.ts';

afterEach(() => vi.unstubAllEnvs());

describe('graphicsProcessors', () => {
  it('counts the devices that CUDA may see, by index or name', () => {
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '2,GPU-7d3c');
    expect(graphicsProcessors('cuda')).toEqual([0, 1]);
    expect(graphicsProcessors('cpu')).toEqual([0, 1]);
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '');
    expect(graphicsProcessors('cuda')).toEqual([]);
  });

  it('returns one for WebGPU, whose driver chooses', () => {
    vi.stubEnv('CUDA_VISIBLE_DEVICES', '');
    expect(graphicsProcessors('webgpu')).toEqual([0]);
  });
});
