/**
 * The parameters that outputs depend on: all but those at some dotted paths.
 * @param idle paths of parameters that change no output
 */
export function effectiveParameters(
  parameters: Record<string, unknown>,
  idle: readonly string[] = [],
): Record<string, unknown> {
  return idle.reduce((values, path) => without(values, path.split('.')), parameters);
}

function without(values: Record<string, unknown>, [key, ...rest]: string[]): Record<string, unknown> {
  const { [key!]: found, ...others } = values;
  if (rest.length === 0 || typeof found !== 'object' || found === null) return rest.length ? values : others;
  return { ...values, [key!]: without(found as Record<string, unknown>, rest) };
}
