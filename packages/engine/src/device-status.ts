/** Whether a device can compute here. */
export type DeviceStatus = AvailableDevice | UnavailableDevice;

export interface AvailableDevice {
  available: true;
  /** A driver that computes on the CPU, as SwiftShader and llvmpipe do: right, but slow. */
  isSoftware: boolean;
}

export interface UnavailableDevice {
  available: false;
  /** A sentence. */
  reason: string;
  /** How to get it, in sentences. */
  hint: string;
}
