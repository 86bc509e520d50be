import type { RecordedValue } from './value.ts';

/** The part of the recorded graph that leads to some values. */
export interface Trace {
  /** Values with known contents, in the order of first use. */
  readonly leaves: readonly RecordedValue[];
  /** Results of operations, inputs first. */
  readonly operations: readonly RecordedValue[];
  readonly outputs: readonly RecordedValue[];
  /**
   * Key that is equal for graphs of the same structure: operations, attributes, shapes and connections, but not
   * contents.
   */
  readonly key: string;
}

/** Walks back from the outputs, without recursion because graphs may be deep. */
export function trace(outputs: readonly RecordedValue[]): Trace {
  const leaves: RecordedValue[] = [];
  const operations: RecordedValue[] = [];
  const names = new Map<RecordedValue, string>();
  const key: string[] = [];

  const visit = (value: RecordedValue): void => {
    if (value.contents) {
      names.set(value, `l${leaves.length}`);
      leaves.push(value);
      key.push(`${value.dtype}[${value.shape.join()}]`);
      return;
    }
    const { type, attributes, inputs } = value.origin!;
    names.set(value, `o${operations.length}`);
    operations.push(value);
    const operands = inputs.map((input) => names.get(input)).join();
    key.push(`${type.name}(${operands})${JSON.stringify(attributes)}${value.dtype}[${value.shape.join()}]`);
  };

  for (const output of outputs) {
    const path = [{ value: output, next: 0 }];
    while (path.length > 0) {
      const top = path[path.length - 1]!;
      const input = names.has(top.value) ? undefined : top.value.origin?.inputs[top.next++];
      if (input) {
        if (!names.has(input)) path.push({ value: input, next: 0 });
      } else {
        if (!names.has(top.value)) visit(top.value);
        path.pop();
      }
    }
  }
  key.push(outputs.map((output) => names.get(output)).join());
  return { leaves, operations, outputs, key: key.join(';') };
}
