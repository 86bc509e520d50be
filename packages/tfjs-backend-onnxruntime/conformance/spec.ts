/** A type that specs of numbers do without. */
export type ForeignType = 'complex64' | 'string';

/**
 * What a spec needs of the backend: nothing (it tests tfjs by itself), tensors of complex numbers or strings (those that
 * ask for such a tensor at any time), or numbers: float32, int32 and bool alone.
 */
export type SpecKind = 'none' | 'numbers' | ForeignType;

export const specKinds: readonly SpecKind[] = ['numbers', 'complex64', 'string', 'none'];

/** What became of one spec of tfjs-core's suite. */
export interface SpecResult {
  /** Its full name without the backend's; where several have one name, the second ends in ` (2)`. */
  readonly name: string;
  readonly kind: SpecKind;
  readonly passed: boolean;
  /** Why it failed. */
  readonly message: string;
}
