import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@fcdd/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { graphicsDevices } from './hardware.ts';
import { listDevices, resolveEngine } from './index.ts';
import { probeDevice } from './probe.ts';
import { hasSoftwareVulkan, softwareVulkan } from './testing/software-vulkan.ts';

let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'fcdd-devices-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

function useVulkan(environment: Record<string, string>): void {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
}

const withoutChromium = hasSoftwareVulkan ? '' : " (skipped: there is no Vulkan driver of Debian's chromium)";

describe.skipIf(!hasSoftwareVulkan)(`a driver that computes in software${withoutChromium}`, () => {
  beforeEach(() => useVulkan(softwareVulkan));

  it('is used where webgpu is requested', () => {
    expect(probeDevice('webgpu')).toEqual({ isSoftware: true });
    expect(resolveEngine({ device: 'webgpu' })).toEqual({ backend: 'onnxruntime', device: 'webgpu' });
  });

  it.skipIf(graphicsDevices().length > 0)('is never chosen by default', () => {
    expect(resolveEngine()).toEqual({ backend: 'onnxruntime', device: 'cpu' });
  });

  it('is remembered for the next process', () => {
    useVulkan({ VK_DRIVER_FILES: softwareVulkan.VK_ICD_FILENAMES });
    resolveEngine({ device: 'webgpu' });
    const folder = join(cache, 'fcdd/devices');
    const [file] = readdirSync(folder);
    expect(JSON.parse(readFileSync(join(folder, file!), 'utf8'))).toMatchObject({
      result: { isSoftware: true },
    });
  });
});

describe('a device that does not exist', () => {
  const nowhere = { VK_ICD_FILENAMES: '/nowhere.json', LD_LIBRARY_PATH: '/nowhere' };

  it.runIf(process.platform === 'linux')('is refused with a way to get it', () => {
    useVulkan(nowhere);
    const resolve = () => resolveEngine({ backend: 'onnxruntime', device: 'webgpu' });
    expect(resolve).toThrow(UserError);
    expect(resolve).toThrow("The backend onnxruntime cannot compute on the device 'webgpu' here.");
    expect(resolve).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('mesa-vulkan-drivers') as string }),
    );
  });

  it('is listed with the reason', () => {
    useVulkan(nowhere);
    const devices = listDevices();
    expect(devices.find(({ backend }) => backend === 'cpu')!.status.available).toBe(true);
    for (const { status } of devices)
      if (!status.available) expect([status.reason, status.hint].join()).toMatch(/^[A-Z].*\./);
  });
});

describe('a driver that crashes', () => {
  it('crashes the process that probes it, and no other', () => {
    // With this option Node itself aborts, as it does when native code fails.
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=1');
    expect(probeDevice('webgpu')).toHaveProperty('failure', expect.stringMatching(/crashed \(.+\)/));
  });
});
