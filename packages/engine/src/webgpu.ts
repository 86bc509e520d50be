import type { DeviceStatus } from './device-status.ts';
import { mayHaveGraphics } from './hardware.ts';
import { probeOnce } from './probe-once.ts';

/**
 * Whether onnxruntime can compute with WebGPU, through Vulkan, Metal or Direct3D 12.
 * @param isRequested the user asks for WebGPU, so that software drivers count and an earlier failure does not
 */
export function webgpuStatus(isRequested: boolean): DeviceStatus {
  const hint = driverHints[process.platform] ?? '';
  if (!isRequested && !mayHaveGraphics())
    return { available: false, reason: 'There is no graphics device.', hint };
  const result = probeOnce('webgpu', isRequested);
  return 'failure' in result
    ? { available: false, reason: reasonOf(result.failure), hint }
    : { available: true, ...result };
}

/** Shortens a failure to its first line, and replaces the common one that names only onnxruntime's code. */
function reasonOf(failure: string): string {
  if (/No supported adapters/.test(failure)) return 'No graphics driver was found.';
  return failure.split('\n')[0]!;
}

const driverHints: Partial<Record<NodeJS.Platform, string>> = {
  linux:
    "It needs a Vulkan driver: on Debian `apt-get install libvulkan1 mesa-vulkan-drivers` for AMD and Intel, and NVIDIA's own driver for NVIDIA.",
};
