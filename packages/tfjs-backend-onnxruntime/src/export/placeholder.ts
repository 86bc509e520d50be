import { operationType } from '../recording/operation.ts';

/** An input of a function that is exported: its contents are not known while the function is recorded. */
export const placeholder = operationType<{ name: string }>('Placeholder', (_lowering, { attributes }) => {
  throw new Error(`The contents of '${attributes.name}' are not known while a function is exported.`);
});
