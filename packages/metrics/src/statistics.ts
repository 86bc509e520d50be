/** Arithmetic mean; NaN if there are no values. That of equal values is the value, without any rounding. */
export function mean(values: ArrayLike<number>): number {
  const list = Array.from(values);
  const [first = NaN] = list;
  if (list.every((value) => value === first)) return first;
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

/** Standard deviation of a sample, with n - 1 in the denominator; NaN if there are fewer than two values. */
export function standardDeviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  const squares = Array.from(values).reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return values.length < 2 ? NaN : Math.sqrt(squares / (values.length - 1));
}
