import { operationType } from '../recording/operation.ts';
import type { Operation, OperationType } from '../recording/operation.ts';
import type { Lowering } from './lowering.ts';

/**
 * An operation that works element by element on operands that broadcast. `compute` receives the names of the aligned
 * operands and returns that of the result.
 */
export function elementwise<Attributes extends object = Record<string, never>>(
  name: string,
  compute: (lowering: Lowering, operands: string[], operation: Operation<Attributes>) => string,
): OperationType<Attributes> {
  return operationType<Attributes>(name, (lowering, operation) => {
    const { names, order, shape } = lowering.align(operation.inputs);
    return { name: compute(lowering, names, operation), order, shape };
  });
}
