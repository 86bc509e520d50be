import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
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
 * Probes a device, unless that was done lately on the same machine: a plan must be quick.
 * @param again do not believe in a failure of another process
 */
export function probeOnce(device: 'webgpu' | 'cuda', again: boolean): ProbeResult {
  const file = join(cacheFolder(), `${device}-${circumstances()}.json`);
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

/** Where nothing can be written, nothing is remembered. */
function remember(file: string, remembered: Remembered): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(remembered));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    return;
  }
}

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'fcdd', 'devices');
}

/** Whatever the answer depends on and is quick to see. */
function circumstances(): string {
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
  const variables = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES'];
  const values = variables.map((name) => process.env[name]);
  const facts = [version, process.platform, process.arch, graphicsDevices(), values];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
