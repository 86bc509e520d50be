import type { DeviceStatus } from './device-status.ts';
import { mayHaveGraphics } from './hardware.ts';
import { probeOnce } from './probe-once.ts';

/**
 * Whether onnxruntime can compute with WebGPU: through Vulkan, Metal or Direct3D 12.
 * @param isAsked the user asks for it: failures of before count no more, and software drivers do
 */
export function webgpuStatus(isAsked: boolean): DeviceStatus {
  const hint = driverHints[process.platform] ?? '';
  if (!isAsked && !mayHaveGraphics())
    return { available: false, reason: 'There is no graphics device.', hint };
  const result = probeOnce('webgpu', isAsked);
  return 'failure' in result
    ? { available: false, reason: reasonOf(result.failure), hint }
    : { available: true, ...result };
}

/** onnxruntime tells where in its code it failed, and only then what. */
function reasonOf(failure: string): string {
  if (/No supported adapters/.test(failure)) return 'No driver of a graphics device was found.';
  return failure.split('\n')[0]!;
}

const driverHints: Partial<Record<NodeJS.Platform, string>> = {
  linux:
    'It needs a Vulkan driver: on Debian `apt-get install libvulkan1 mesa-vulkan-drivers` for AMD and Intel, and the driver of NVIDIA for theirs.',
};
