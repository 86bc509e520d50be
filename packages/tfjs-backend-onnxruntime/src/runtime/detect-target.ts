import { ModelBuilder } from '../lowering/model-builder.ts';
import type { Device, Target } from '../lowering/target.ts';
import { createSession } from './session.ts';

const detected = new Map<Device, Target>();

/** Detects the capabilities of this machine and a device, once, by trying. */
export function detectTarget(device: Device): Target {
  const target = detected.get(device) ?? detect(device);
  detected.set(device, target);
  return target;
}

/** Only the CPU computes by blocks of channels. */
function detect(device: Device): Target {
  return device === 'cpu' ? { device, channelBlock: detectChannelBlock() } : { device };
}

/** Number of channels that is larger than any block. */
const CHANNELS = 64;

/**
 * Puts an image of two pixels into blocks. The first pixel's channels of the first block come first, then the second
 * pixel.
 */
function detectChannelBlock(): number | undefined {
  const shape = [1, CHANNELS, 1, 2];
  const model = new ModelBuilder();
  const image = model.input('image', 'float32', shape);
  const [blocks] = model.node('ReorderInput', [image], {}, { domain: 'com.microsoft.nchwc' }).outputs;
  model.output(blocks!, 'float32', shape);
  try {
    const session = createSession(model.encode(), { device: 'cpu', threads: 1 });
    const contents = Float32Array.from({ length: 2 * CHANNELS }, (_, i) => i);
    const [result] = session.run({ image: { contents, shape, dtype: 'float32' } }, [blocks!]);
    session.release();
    return result!.indexOf(1);
  } catch {
    return undefined;
  }
}
