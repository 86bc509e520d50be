export type Matrix = readonly (readonly number[])[];

// Cook-Toom matrices of F(4x4, 3x3). A tile is a polynomial that is multiplied at some points and at infinity.
// Source: Lavin, Gray, "Fast Algorithms for Convolutional Neural Networks", 2016, section 4; Barabasz, Anderson, Soodhalter,
// Gregg, "Error Analysis and Improving the Accuracy of Winograd Convolution for DNNs", 2020.

/** Pixels of a tile's output along a side. */
export const outputTile = 4;

const filterSide = 3;

/** Pixels along a side of the input that a tile's output depends on. */
export const inputTile = outputTile + filterSide - 1;

/** Points that give half the rounding error of the usual 0, 1, -1, 2 and -2. */
const points = [0, Math.SQRT1_2, -Math.SQRT1_2, Math.SQRT2, -Math.SQRT2];

/** B^T: the coefficients of polynomials that are zero at all points but one; the last at all. */
const input: Matrix = [...points.map((point) => coefficients(othersThan(point))), coefficients(points)];

/** G: powers of the points over their distances from all others. */
const filter: Matrix = [
  ...points.map((point) => {
    const distance = othersThan(point).reduce((product, other) => product * (point - other), 1);
    return range(filterSide).map((power) => point ** power / distance);
  }),
  unit(filterSide - 1, filterSide),
];

/** A^T: powers of the points. */
const output: Matrix = range(outputTile).map((power) => [
  ...points.map((point) => point ** power),
  power === outputTile - 1 ? 1 : 0,
]);

// A transform X d X^T of a square d is the product of the Kronecker square of X with d as one column.

/** Transform of an input tile, [36, 36]. */
export const inputTransform = kroneckerSquare(input);

/** Transform of a filter, [36, 9]. */
export const filterTransform = kroneckerSquare(filter);

/** Transform of the products to an output tile, [16, 36]. */
export const outputTransform = kroneckerSquare(output);

function othersThan(point: number): number[] {
  return points.filter((other) => other !== point);
}

/** Coefficients of the product of (x - root), the lowest first, padded to the number of points. */
function coefficients(roots: readonly number[]): number[] {
  const product = roots.reduce(
    (polynomial, root) => [0, ...polynomial].map((higher, power) => higher - root * (polynomial[power] ?? 0)),
    [1],
  );
  return range(inputTile).map((power) => product[power] ?? 0);
}

function kroneckerSquare(matrix: Matrix): Matrix {
  return matrix.flatMap((upper) =>
    matrix.map((lower) => upper.flatMap((left) => lower.map((right) => left * right))),
  );
}

function unit(at: number, length: number): number[] {
  return range(length).map((index) => (index === at ? 1 : 0));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
