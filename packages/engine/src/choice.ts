import { UserError } from '@fcdd/errors';

export type Backend = 'onnxruntime' | 'tensorflow' | 'cpu';

/** What computes, and on which device. Results depend on both in their last digits. */
export interface EngineChoice {
  backend: Backend;
  device: string;
}

/** What was asked for; `auto` and what is left out is chosen here. */
export interface EngineRequest {
  backend?: string;
  device?: string;
}

interface BackendEntry {
  /** Those that work in this version, the default first. */
  devices: readonly string[];
  /** Those to come. */
  planned: readonly string[];
}

const backends: Record<Backend, BackendEntry> = {
  onnxruntime: { devices: ['cpu'], planned: ['webgpu', 'cuda'] },
  tensorflow: { devices: ['cpu', 'cuda'], planned: [] },
  cpu: { devices: ['cpu'], planned: [] },
};

const defaultBackend: Backend = 'onnxruntime';

/**
 * Turns what the user asked for into a definite choice, without loading any engine.
 *
 * @throws UserError for a backend or device that this version does not have
 */
export function resolveEngine({ backend = 'auto', device = 'auto' }: EngineRequest = {}): EngineChoice {
  const chosen = resolveBackend(backend);
  return { backend: chosen, device: resolveDevice(chosen, device) };
}

function resolveBackend(backend: string): Backend {
  if (backend === 'auto') return defaultBackend;
  if (Object.hasOwn(backends, backend)) return backend as Backend;
  throw new UserError(`There is no backend '${backend}'.`, {
    hint: `The backends are ${Object.keys(backends).join(', ')}.`,
  });
}

function resolveDevice(backend: Backend, device: string): string {
  const { devices, planned } = backends[backend];
  if (device === 'auto') return devices[0]!;
  if (devices.includes(device)) return device;
  const message = planned.includes(device)
    ? `The device '${device}' of the backend ${backend} is not available yet in this version.`
    : `The backend ${backend} has no device '${device}'.`;
  throw new UserError(message, { hint: `Available are: ${devices.join(', ')}.` });
}
