const signBit = 0x80000000;

/**
 * The bits of a float32 as a 32-bit integer whose order, read without a sign, is that of the numbers; -0 is 0.
 * @param bits as a signed 32-bit integer
 */
export function keyOfBits(bits: number): number {
  const positiveZero = bits === (signBit | 0) ? 0 : bits;
  return positiveZero ^ ((positiveZero >> 31) | signBit);
}

/** @returns the number whose key this is */
export function scoreOfKey(key: number): number {
  const bits = Int32Array.of(key < 0 || key >= signBit ? key ^ signBit : ~key);
  return new Float32Array(bits.buffer)[0]!;
}

/** Whether these bits are those of a float32 that is neither infinite nor NaN. */
export function isFiniteScore(bits: number): boolean {
  return (bits & 0x7f800000) !== 0x7f800000;
}
