/** The content of a pickle as plain data. Tuples and lists become arrays, and objects become nodes. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | PickleNode;

/** Data from which Python would build an object. */
export interface PickleNode {
  kind: string;
}

/** A name that a pickle takes from a Python module. */
export interface PickleGlobal extends PickleNode {
  kind: 'global';
  /** Module and name, joined by a dot. */
  name: string;
  /**
   * Returns the data of the object that a call in Python would build; omitted where calls are refused.
   * @returns undefined where the arguments do not fit
   */
  describe?(args: PickleValue[]): PickleValue | undefined;
}

export function isNode(value: PickleValue | undefined): value is PickleNode {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

export function isGlobal(value: PickleValue | undefined): value is PickleGlobal {
  return isNode(value) && value.kind === 'global';
}
