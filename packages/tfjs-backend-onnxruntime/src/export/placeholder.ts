import { operationType } from '../recording/operation.ts';

/** An input of an exported function, whose contents are unknown while the function is recorded. */
export const placeholder = operationType<{ name: string }>('Placeholder', (_lowering, { attributes }) => {
  throw new Error(`The contents of '${attributes.name}' are not known while a function is exported.`);
});
