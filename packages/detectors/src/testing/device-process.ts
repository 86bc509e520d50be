import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NetFigures, NetRequest } from './net-figures.ts';

export type TestedDevice = 'cpu' | 'webgpu' | 'cuda' | 'tensorflow';

export type WorkerRequest = 'start' | 'pooling' | NetRequest;

export type WorkerAnswer = { figures: NetFigures } | { failure: string };

export interface DeviceProcess {
  /** @throws Error where the device fails, also by a crash */
  ask(request: WorkerRequest): Promise<NetFigures>;
  end(): void;
}

const worker = fileURLToPath(new URL('./device-worker.ts', import.meta.url));

/**
 * A process that computes on a device.
 * @throws Error where the device is not there
 */
export async function startDevice(device: TestedDevice): Promise<DeviceProcess> {
  const child = fork(worker, [device], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    env: { ...process.env, ...(isSoftware(device) ? softwareVulkan : {}) },
    silent: true,
  });
  const ask = (request: WorkerRequest): Promise<NetFigures> =>
    new Promise((resolve, reject) => {
      const onExit = () => reject(new Error(`The process of ${device} crashed.`));
      child.once('exit', onExit);
      child.once('message', (answer: WorkerAnswer) => {
        child.off('exit', onExit);
        if ('failure' in answer) reject(new Error(answer.failure.split('\n')[0]));
        else resolve(answer.figures);
      });
      child.send(request);
    });
  const end = (): void => void child.kill();
  await ask('start').catch((error: unknown) => {
    end();
    throw error;
  });
  return { ask, end };
}

const chromium = '/usr/lib/chromium';

/** The driver of Debian's chromium, which computes on the CPU. */
const softwareVulkan = {
  VK_ICD_FILENAMES: `${chromium}/vk_swiftshader_icd.json`,
  LD_LIBRARY_PATH: chromium,
};

/** Whether a device is imitated by a driver: right, but a hundred times as slow. */
export function isSoftware(device: TestedDevice): boolean {
  const hasHardware = ['/dev/dri', '/dev/nvidia0', '/dev/dxg'].some((file) => existsSync(file));
  return device === 'webgpu' && !hasHardware && existsSync(softwareVulkan.VK_ICD_FILENAMES);
}
