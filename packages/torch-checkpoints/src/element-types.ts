/** Element types that can be read, under PyTorch's names. */
export type ElementType =
  'float64' | 'float32' | 'float16' | 'bfloat16' | 'int64' | 'int32' | 'int16' | 'int8' | 'uint8' | 'bool';

export type TensorData = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Size of one element, in bytes. */
export function elementSize(type: ElementType): number {
  return types[type].size;
}

/**
 * Decodes elements from little-endian bytes into arrays that safetensors files support. All conversions are exact,
 * except for 64-bit integers beyond 2^53.
 */
export function decodeElements(type: ElementType, bytes: ArrayBuffer): TensorData {
  return types[type].decode(bytes);
}

interface TypeEntry {
  size: number;
  decode(bytes: ArrayBuffer): TensorData;
}

const types: Record<ElementType, TypeEntry> = {
  float64: { size: 8, decode: (bytes) => new Float64Array(bytes) },
  float32: { size: 4, decode: (bytes) => new Float32Array(bytes) },
  float16: { size: 2, decode: (bytes) => Float32Array.from(new Uint16Array(bytes), halfToNumber) },
  bfloat16: { size: 2, decode: decodeBrainFloats },
  int64: { size: 8, decode: (bytes) => Float64Array.from(new BigInt64Array(bytes), Number) },
  int32: { size: 4, decode: (bytes) => new Int32Array(bytes) },
  int16: { size: 2, decode: (bytes) => Int32Array.from(new Int16Array(bytes)) },
  int8: { size: 1, decode: (bytes) => Int32Array.from(new Int8Array(bytes)) },
  uint8: { size: 1, decode: (bytes) => new Uint8Array(bytes) },
  bool: { size: 1, decode: (bytes) => new Uint8Array(bytes) },
};

/** Converts an IEEE 754 binary16 number. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A bfloat16 is the upper half of a float32. */
function decodeBrainFloats(bytes: ArrayBuffer): Float32Array {
  const wide = Uint32Array.from(new Uint16Array(bytes), (bits) => bits << 16);
  return new Float32Array(wide.buffer);
}
