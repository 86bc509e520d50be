/** Whether a device can compute here. */
export type DeviceStatus = AvailableDevice | UnavailableDevice;

export interface AvailableDevice {
  available: true;
  /** Whether the driver computes on the CPU, as SwiftShader and llvmpipe do, which is correct but slow. */
  isSoftware: boolean;
}

export interface UnavailableDevice {
  available: false;
  /** Why the device does not work, as a sentence. */
  reason: string;
  /** How to make it work, in sentences. */
  hint: string;
}
