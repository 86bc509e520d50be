import { graphicsDevices } from './hardware.ts';

/**
 * Indices of the graphics processors over which stages that compute on a device can be distributed, without loading
 * any engine. WebGPU counts as one, because its driver chooses the processor. For CUDA only processors that are
 * visible to this process count.
 */
export function graphicsProcessors(device: string): number[] {
  if (device === 'webgpu') return [0];
  const visible = process.env['CUDA_VISIBLE_DEVICES'];
  const count = visible === undefined ? cudaDevices() : visible.split(',').filter(Boolean).length;
  return Array.from({ length: count }, (_, index) => index);
}

/** Number of CUDA devices. WSL has one file for all of them. */
function cudaDevices(): number {
  return graphicsDevices().filter((file) => /nvidia\d+$|dxg$/.test(file)).length;
}
