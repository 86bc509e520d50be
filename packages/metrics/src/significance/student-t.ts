/**
 * The probability that a value of Student's t distribution is no farther from 0 than t: the finite sums for whole
 * degrees of freedom (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4).
 * @param degrees of freedom, a whole number of at least 1
 */
export function studentTProbability(t: number, degrees: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degrees));
  const isOdd = degrees % 2 === 1;
  const first = isOdd ? Math.cos(angle) : 1;
  const sum = Math.sin(angle) * alternateSum(first, Math.cos(angle) ** 2, degrees);
  return isOdd ? (2 / Math.PI) * (angle + sum) : sum;
}

/**
 * How far from 0 values of Student's t distribution are with a probability.
 * @param probability above 0 and below 1
 */
export function studentTQuantile(probability: number, degrees: number): number {
  // The upper angle stays below a right one by what floating-point numbers tell apart.
  let [low, high] = [0, Math.PI / 2];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTProbability(Math.tan(middle) * Math.sqrt(degrees), degrees) < probability) low = middle;
    else high = middle;
  }
  return Math.tan(low) * Math.sqrt(degrees);
}

/** first + first * square * a / b + ..., where a and b are the numbers of every second degree, up to the last. */
function alternateSum(first: number, square: number, degrees: number): number {
  let [term, sum] = [first, 0];
  for (let degree = 2 + (degrees % 2); degree <= degrees; degree += 2) {
    sum += term;
    term *= (square * (degree - 1)) / degree;
  }
  return sum;
}
