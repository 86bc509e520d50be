import { UserError } from '@fcdd/errors';
import type { EngineChoice } from '@fcdd/stage';
import { type Backend, type DeviceEntry, backends } from './catalogue.ts';
import type { DeviceStatus, UnavailableDevice } from './device-status.ts';

/** The user's request. `auto` and omitted values are chosen by `resolveEngine`. */
export interface EngineRequest {
  backend?: string;
  device?: string;
}

const defaultBackend: Backend = 'onnxruntime';

/**
 * Turns the user's request into a definite choice, without loading any engine. `auto` is the fastest device that
 * works here, except devices that a driver imitates in software.
 *
 * @throws UserError for a backend or device that does not exist or does not work here
 */
export function resolveEngine({ backend = 'auto', device = 'auto' }: EngineRequest = {}): EngineChoice {
  if (backend !== 'auto') {
    const chosen = backendOf(backend);
    return { backend: chosen, device: device === 'auto' ? fastestDevice(chosen) : deviceOf(chosen, device) };
  }
  if (device === 'auto') return { backend: defaultBackend, device: fastestDevice(defaultBackend) };
  return resolveBackendFor(device);
}

/** Lists every device of every backend, with its status on this machine. This takes seconds. */
export function listDevices(): (EngineChoice & { title: string; status: DeviceStatus })[] {
  return Object.entries(backends).flatMap(([backend, devices]) =>
    Object.entries(devices).map(([device, { title, status }]) => ({
      backend: backend as Backend,
      device,
      title,
      status: status(true),
    })),
  );
}

function backendOf(name: string): Backend {
  if (Object.hasOwn(backends, name)) return name as Backend;
  throw new UserError(`There is no backend '${name}'.`, {
    hint: `The backends are ${Object.keys(backends).join(', ')}.`,
  });
}

/** The fastest device that works. If none does, the error is about the last, which needs the least. */
function fastestDevice(backend: Backend): string {
  const names = Object.keys(backends[backend]);
  const works = (name: string): boolean => {
    const status = backends[backend][name]!.status(false);
    return status.available && !status.isSoftware;
  };
  return names.find(works) ?? deviceOf(backend, names.at(-1)!);
}

/** The first backend on which the device works. */
function resolveBackendFor(device: string): EngineChoice {
  const candidates = (Object.keys(backends) as Backend[]).filter((name) =>
    Object.hasOwn(backends[name], device),
  );
  const works = (name: Backend): boolean => backends[name][device]!.status(true).available;
  const backend = candidates.find(works) ?? candidates[0] ?? defaultBackend;
  return { backend, device: deviceOf(backend, device) };
}

function deviceOf(backend: Backend, name: string): string {
  const devices = backends[backend];
  if (!Object.hasOwn(devices, name))
    throw new UserError(`The backend ${backend} has no device '${name}'.`, {
      hint: `Its devices are ${Object.keys(devices).join(', ')}.`,
    });
  const status = (devices[name] as DeviceEntry).status(true);
  if (!status.available) throw absenceOf(backend, name, status);
  return name;
}

function absenceOf(backend: Backend, device: string, { reason, hint }: UnavailableDevice): UserError {
  return new UserError(`The backend ${backend} cannot compute on the device '${device}' here. ${reason}`, {
    hint: `${hint} \`fcdd doctor\` lists the devices that work here; 'auto' takes the fastest of them.`.trim(),
  });
}
