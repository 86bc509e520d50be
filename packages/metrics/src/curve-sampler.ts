import { type CurvePoint, simplifyCurve } from './simplify-curve.ts';

/** Points that are held at once. */
const capacity = 2 ** 14;

/** The first distance within which points are left out, where there are too many. */
const finestTolerance = 2 ** -14;

/** Points that a drawn curve needs at most. */
const mostPoints = 1000;

/** Gathers a curve of any number of points in the unit square as at most a thousand, which look the same when drawn. */
export class CurveSampler {
  #points: CurvePoint[] = [];
  #tolerance = 0;
  #x = NaN;
  #y = NaN;
  #threshold = NaN;

  add(x: number, y: number, threshold: number): void {
    this.#x = x;
    this.#y = y;
    this.#threshold = threshold;
    if (this.#isNearLast(x, y)) return;
    this.#points.push({ x, y, threshold });
    if (this.#points.length === capacity) this.#thin();
  }

  /** Starts with the point that was added first, and ends with the one that was added last. */
  points(): CurvePoint[] {
    const last = { x: this.#x, y: this.#y, threshold: this.#threshold };
    const isEnd = this.#points.at(-1)?.threshold === last.threshold;
    return simplifyCurve(isEnd ? this.#points : [...this.#points, last], mostPoints);
  }

  #isNearLast(x: number, y: number): boolean {
    const last = this.#points.at(-1);
    return !!last && Math.abs(x - last.x) <= this.#tolerance && Math.abs(y - last.y) <= this.#tolerance;
  }

  /** Adds the points anew with a tolerance so large that half of them go. */
  #thin(): void {
    const points = this.#points;
    while (this.#points.length > capacity / 2) {
      this.#tolerance = Math.max(2 * this.#tolerance, finestTolerance);
      this.#points = [];
      for (const point of points) if (!this.#isNearLast(point.x, point.y)) this.#points.push(point);
    }
  }
}
