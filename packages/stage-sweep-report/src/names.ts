/** Writes a value for a table: text stays as it is, other values become JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Shortens paths to the last keys that distinguish them: `training.epochs` becomes `epochs`. */
export function shortNames(paths: readonly string[]): string[] {
  return paths.map((path) => {
    const keys = path.split('.');
    const tails = keys.map((_, index) => keys.slice(keys.length - 1 - index).join('.'));
    const isUnique = (tail: string) =>
      paths.filter((other) => other === tail || other.endsWith(`.${tail}`)).length === 1;
    return tails.find(isUnique) ?? path;
  });
}
