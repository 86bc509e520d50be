/**
 * Probability that a value of Student's t distribution is at most t away from 0. For whole degrees of freedom it is a
 * finite sum (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4).
 * @param degrees degrees of freedom, a whole number of at least 1
 */
export function studentTProbability(t: number, degrees: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degrees));
  const isOdd = degrees % 2 === 1;
  const first = isOdd ? Math.cos(angle) : 1;
  const sum = Math.sin(angle) * alternateSum(first, Math.cos(angle) ** 2, degrees);
  return isOdd ? (2 / Math.PI) * (angle + sum) : sum;
}

/**
 * Distance from 0 that values of Student's t distribution do not exceed with a given probability.
 * @param probability above 0 and below 1
 */
export function studentTQuantile(probability: number, degrees: number): number {
  // The upper angle stays below a right angle by the resolution of floating-point numbers.
  let [low, high] = [0, Math.PI / 2];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTProbability(Math.tan(middle) * Math.sqrt(degrees), degrees) < probability) low = middle;
    else high = middle;
  }
  return Math.tan(low) * Math.sqrt(degrees);
}

/** Computes first + first * square * a / b + ..., where a and b run over every second degree, up to the last. */
function alternateSum(first: number, square: number, degrees: number): number {
  let [term, sum] = [first, 0];
  for (let degree = 2 + (degrees % 2); degree <= degrees; degree += 2) {
    sum += term;
    term *= (square * (degree - 1)) / degree;
  }
  return sum;
}
