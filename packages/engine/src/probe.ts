import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** Result of computing on a device: the kind of driver, or the failure. */
export type ProbeResult = { isSoftware: boolean } | { failure: string };

/** Time limit in milliseconds. The first start may compile shaders. */
const TIMEOUT = 30_000;

/**
 * Computes something very small on a device of onnxruntime, in a separate process, so that a driver that crashes or
 * hangs does no harm.
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
 * Script of the process. A hardware driver keeps its device file open, and a software driver has none. Other systems
 * than Linux come with a driver for their hardware.
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
