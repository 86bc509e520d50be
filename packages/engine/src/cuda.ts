import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DeviceStatus } from './device-status.ts';
import { hasCudaHardware } from './hardware.ts';
import { probeOnce } from './probe-once.ts';

const driverHint =
  "It also needs NVIDIA's driver (see nvidia-smi), and CUDA 12 and cuDNN 9 where the system's loader finds them.";

/**
 * Whether onnxruntime can compute with CUDA.
 * @param isRequested the user asks for CUDA, so that an earlier failure no longer counts
 */
export function cudaStatus(isRequested: boolean): DeviceStatus {
  if (!existsSync(cudaLibrary()))
    return {
      available: false,
      reason:
        process.platform === 'linux' && process.arch === 'x64'
          ? 'The CUDA library of onnxruntime is not installed.'
          : `The package onnxruntime-node has no CUDA for ${process.platform} on ${process.arch}.`,
      hint: `On Linux on x64 \`npm run setup:cuda\` fetches it. ${driverHint}`,
    };
  if (!hasCudaHardware()) return { available: false, reason: 'There is no NVIDIA device.', hint: driverHint };
  const result = probeOnce('cuda', isRequested);
  if ('failure' in result) return { available: false, reason: result.failure, hint: driverHint };
  return { available: true, isSoftware: false };
}

function cudaLibrary(): string {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  const folder = join(dirname(entry), '../bin/napi-v6', process.platform, process.arch);
  return join(folder, 'libonnxruntime_providers_cuda.so');
}
