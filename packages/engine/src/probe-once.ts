import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { userCacheFolder } from '@fcdd/artifacts/user-cache';
import { graphicsDevices } from './hardware.ts';
import { type ProbeResult, probeDevice } from './probe.ts';

interface Remembered {
  result: ProbeResult;
  /** Milliseconds since 1970. */
  time: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const ofThisProcess = new Map<string, ProbeResult>();

/**
 * Probes a device, unless this was done recently on the same machine, because a plan must be quick.
 * @param again probe again where another process has recorded a failure
 */
export function probeOnce(device: 'webgpu' | 'cuda', again: boolean): ProbeResult {
  const file = join(userCacheFolder('devices'), `${device}-${circumstances()}.json`);
  const known = ofThisProcess.get(file) ?? recall(file, again);
  const result = known ?? probeDevice(device);
  if (!known) remember(file, { result, time: Date.now() });
  ofThisProcess.set(file, result);
  return result;
}

function recall(file: string, again: boolean): ProbeResult | undefined {
  try {
    const { result, time } = JSON.parse(readFileSync(file, 'utf8')) as Remembered;
    if ('failure' in result) return !again && Date.now() - time < 10 * MINUTE ? result : undefined;
    return Date.now() - time < DAY ? result : undefined;
  } catch {
    return undefined;
  }
}

/** Stores a result; where the folder cannot be written to, nothing is stored. */
function remember(file: string, remembered: Remembered): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(remembered));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    return;
  }
}

/** Digest of everything that the result depends on and that is quick to read. */
function circumstances(): string {
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
  const variables = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES'];
  const values = variables.map((name) => process.env[name]);
  const facts = [version, process.platform, process.arch, graphicsDevices(), values];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
