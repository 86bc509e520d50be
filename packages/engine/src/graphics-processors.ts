import { graphicsDevices } from './hardware.ts';

/**
 * Indices of the graphics processors among which stages that compute on a device can be shared out, without loading any
 * engine. A driver of WebGPU chooses its own: it is one, whatever there is. CUDA counts those that are made visible to
 * this process.
 */
export function graphicsProcessors(device: string): number[] {
  if (device === 'webgpu') return [0];
  const visible = process.env['CUDA_VISIBLE_DEVICES'];
  const count = visible === undefined ? cudaDevices() : visible.split(',').filter(Boolean).length;
  return Array.from({ length: count }, (_, index) => index);
}

/** WSL has one file for all that there are. */
function cudaDevices(): number {
  return graphicsDevices().filter((file) => /nvidia\d+$|dxg$/.test(file)).length;
}
