/** A type that specs of numbers do not use. */
export type ForeignType = 'complex64' | 'string';

/**
 * Tensors that a spec needs from the backend: none (it tests tfjs by itself), complex numbers or strings (if it ever
 * asks for such a tensor), or numbers, which are float32, int32 and bool.
 */
export type SpecKind = 'none' | 'numbers' | ForeignType;

export const specKinds: readonly SpecKind[] = ['numbers', 'complex64', 'string', 'none'];

/** Outcome of one spec of tfjs-core's suite. */
export interface SpecResult {
  /** Full name without that of the backend. If several specs share a name, the second ends in ` (2)`. */
  readonly name: string;
  readonly kind: SpecKind;
  readonly passed: boolean;
  /** Reason of the failure. */
  readonly message: string;
}
