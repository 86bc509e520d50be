import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DeviceStatus } from './device-status.ts';
import { hasCudaHardware } from './hardware.ts';

/** Packages that contain TensorFlow. The first also computes on CUDA. */
export const tensorFlowPackages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

/** Whether TensorFlow's native library and, for cuda, an NVIDIA card are installed. */
export function tensorFlowStatus(device: 'cpu' | 'cuda'): DeviceStatus {
  const needed = device === 'cuda' ? tensorFlowPackages.slice(0, 1) : tensorFlowPackages;
  if (!needed.some(hasNativeLibrary))
    return {
      available: false,
      reason: "TensorFlow's native library is not installed.",
      hint: '`npm run setup:tensorflow` fetches it.',
    };
  if (device === 'cuda' && !hasCudaHardware())
    return {
      available: false,
      reason: 'There is no NVIDIA device.',
      hint: "Check NVIDIA's driver with nvidia-smi.",
    };
  return { available: true, isSoftware: false };
}

/** The library is in a folder named after the version of Node's native interface. */
function hasNativeLibrary(name: string): boolean {
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'lib');
    return readdirSync(folder).some((version) => existsSync(join(folder, version, 'tfjs_binding.node')));
  } catch {
    return false;
  }
}
