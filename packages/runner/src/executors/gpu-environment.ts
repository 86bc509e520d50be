/**
 * Environment variables that show CUDA only the graphics processors that a stage has for itself.
 * Indices count what this process sees, which may be chosen already, by index or by name.
 */
export function gpuEnvironment(gpus: number[]): Record<string, string> {
  if (gpus.length === 0) return {};
  const visible = process.env['CUDA_VISIBLE_DEVICES']?.split(',').filter(Boolean) ?? [];
  return { CUDA_VISIBLE_DEVICES: gpus.map((index) => visible[index] ?? index).join(',') };
}
