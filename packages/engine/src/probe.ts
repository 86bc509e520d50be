import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** What came of computing on a device: what the driver is, or why it failed. */
export type ProbeResult = { isSoftware: boolean } | { failure: string };

/** Milliseconds. A first start may compile shaders. */
const TIMEOUT = 30_000;

/**
 * Computes something very small on a device of onnxruntime, in a process of its own: a driver that crashes or hangs
 * takes only that with it.
 */
export function probeDevice(device: 'webgpu' | 'cuda'): ProbeResult {
  const library = createRequire(import.meta.url).resolve('onnxruntime-node');
  const { stdout, signal, status, error } = spawnSync(
    process.execPath,
    ['--eval', script, library, device, model],
    { encoding: 'utf8', timeout: TIMEOUT, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  if (error) return { failure: `It did not answer (${error.message}).` };
  if (signal || status !== 0) return { failure: `Its driver crashed (${signal ?? `exit code ${status}`}).` };
  return JSON.parse(stdout) as ProbeResult;
}

/** An ONNX model of one node: y = x + x for one number. */
const model = 'CAg6NQoOCgF4CgF4EgF5IgNBZGQSAWdaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgQKABAS';

/**
 * Drivers of hardware keep its device file open, those that compute on the CPU have none; elsewhere than on Linux the
 * system brings the driver of the hardware.
 */
const script = `
const { readdirSync, readlinkSync } = require('node:fs');
const [library, device, model] = process.argv.slice(1);
const { InferenceSession, Tensor } = require(library);

function linkOf(descriptor) {
  try { return readlinkSync('/proc/self/fd/' + descriptor); } catch { return ''; }
}

async function probe() {
  const options = { executionProviders: [device], logSeverityLevel: 4 };
  const session = await InferenceSession.create(Buffer.from(model, 'base64'), options);
  const { y } = await session.run({ x: new Tensor('float32', [1], [1]) });
  if (y.data[0] !== 2) throw new Error('It computed 1 + 1 = ' + y.data[0] + '.');
  if (process.platform !== 'linux') return { isSoftware: false };
  const files = readdirSync('/proc/self/fd').map(linkOf);
  return { isSoftware: !files.some((file) => /^\\/dev\\/(dri|nvidia\\d|dxg|kfd|mali)/.test(file)) };
}

probe()
  .catch(({ message }) => ({ failure: message }))
  .then((result) => process.stdout.write(JSON.stringify(result), () => process.exit(0)));
`;
