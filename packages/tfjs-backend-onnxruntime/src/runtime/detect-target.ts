import { ModelBuilder } from '../lowering/model-builder.ts';
import type { Target } from '../lowering/target.ts';
import { createSession } from './session.ts';

let detected: Target | undefined;

/** What this machine is good at: found out once, by trying. */
export function detectTarget(): Target {
  return (detected ??= { channelBlock: detectChannelBlock() });
}

/** More channels than any block has. */
const CHANNELS = 64;

/**
 * Puts an image of two pixels into blocks. First come the first pixel's channels of the first block, and then the second
 * pixel.
 */
function detectChannelBlock(): number | undefined {
  const shape = [1, CHANNELS, 1, 2];
  const model = new ModelBuilder();
  const image = model.input('image', 'float32', shape);
  const [blocks] = model.node('ReorderInput', [image], {}, { domain: 'com.microsoft.nchwc' }).outputs;
  model.output(blocks!, 'float32', shape);
  try {
    const session = createSession(model.encode(), { threads: 1 });
    const contents = Float32Array.from({ length: 2 * CHANNELS }, (_, i) => i);
    const [result] = session.run({ image: { contents, shape, dtype: 'float32' } }, [blocks!]);
    session.release();
    return result!.indexOf(1);
  } catch {
    return undefined;
  }
}
