/** What a pickle holds, as plain data. Tuples and lists are arrays, whatever the pickle calls an object is a node. */
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

/** Something that Python would have made an object of. */
export interface PickleNode {
  kind: string;
}

/** A name that a pickle takes from a Python module. */
export interface PickleGlobal extends PickleNode {
  kind: 'global';
  /** Module and name, with a dot between. */
  name: string;
  /**
   * The data that Python would make an object of by calling this; none: this is not for calling.
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
