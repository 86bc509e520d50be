import { UserError } from '@fcdd/errors';

const signBit = 0x80000000 | 0;
const exponentBits = 0x7f800000;

/**
 * Writes keys whose order, as unsigned integers, is the order of the scores. A key consists of the changed bits of
 * its score; -0 counts as 0.
 * @param keys receives one key per score
 * @throws UserError where a score is not finite
 */
export function writeScoreKeys(scores: Float32Array, keys: Int32Array): void {
  const bits = new Int32Array(scores.buffer, scores.byteOffset, scores.length);
  for (let i = 0; i < scores.length; i++) {
    if ((bits[i]! & exponentBits) === exponentBits)
      throw new UserError('A heatmap has a value that is not a finite number.', {
        hint: 'The training has diverged: a smaller learning rate may help.',
      });
    const positiveZero = bits[i] === signBit ? 0 : bits[i]!;
    keys[i] = positiveZero ^ ((positiveZero >> 31) | signBit);
  }
}

const bits = new Int32Array(1);
const score = new Float32Array(bits.buffer);

/** @param key a key of {@link writeScoreKeys}, signed or not */
export function scoreOfKey(key: number): number {
  bits[0] = (key | 0) < 0 ? key ^ signBit : ~key;
  return score[0]!;
}
