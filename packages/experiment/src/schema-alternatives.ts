import type { ErrorObject } from 'ajv/dist/2020.js';

/**
 * Keeps, for each `anyOf`, the errors of alternatives for the found kind of value. If there is no such alternative, keeps
 * the error of the `anyOf` itself.
 */
export function withoutFailedAlternatives(errors: ErrorObject[]): ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  for (const whole of errors.filter(({ keyword }) => keyword === 'anyOf')) {
    const inner = errors.filter((error) => isWithin(error, whole));
    const alternativeOf = ({ schemaPath }: ErrorObject) =>
      schemaPath.slice(whole.schemaPath.length + 1).split('/')[0];
    const ruledOut = new Set(inner.filter((error) => isOfOtherKind(error, whole)).map(alternativeOf));
    const meant = new Set(inner.filter((error) => !ruledOut.has(alternativeOf(error))));
    for (const error of inner) if (!meant.has(error)) dropped.add(error);
    if (meant.size) dropped.add(whole);
  }
  return errors.filter((error) => !dropped.has(error));
}

function isWithin({ schemaPath, instancePath }: ErrorObject, whole: ErrorObject): boolean {
  return schemaPath.startsWith(`${whole.schemaPath}/`) && instancePath.startsWith(whole.instancePath);
}

function isOfOtherKind({ keyword, instancePath }: ErrorObject, whole: ErrorObject): boolean {
  return instancePath === whole.instancePath && ['type', 'const', 'enum'].includes(keyword);
}
