/** A value as it stands in a table: text as it is, the rest as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The paths, each from the first key that tells it from the others: `training.epochs` is `epochs`. */
export function shortNames(paths: readonly string[]): string[] {
  return paths.map((path) => {
    const keys = path.split('.');
    const tails = keys.map((_, index) => keys.slice(keys.length - 1 - index).join('.'));
    const isUnique = (tail: string) =>
      paths.filter((other) => other === tail || other.endsWith(`.${tail}`)).length === 1;
    return tails.find(isUnique) ?? path;
  });
}
