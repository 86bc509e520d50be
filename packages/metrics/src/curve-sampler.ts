import { type CurvePoint, simplifyCurve } from './simplify-curve.ts';

/** Maximum number of points in memory. */
const capacity = 2 ** 14;

/** First distance within which points are left out when there are too many. */
const finestTolerance = 2 ** -14;

/** Maximum number of points of a drawn curve. */
const mostPoints = 1000;

/**
 * Reduces a curve of any number of points in the unit square to at most a thousand, which look the same when drawn.
 */
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

  /** Returns the reduced curve, which keeps the first and the last point. */
  points(): CurvePoint[] {
    const last = { x: this.#x, y: this.#y, threshold: this.#threshold };
    const isEnd = this.#points.at(-1)?.threshold === last.threshold;
    return simplifyCurve(isEnd ? this.#points : [...this.#points, last], mostPoints);
  }

  #isNearLast(x: number, y: number): boolean {
    const last = this.#points.at(-1);
    return !!last && Math.abs(x - last.x) <= this.#tolerance && Math.abs(y - last.y) <= this.#tolerance;
  }

  /** Adds the points again with a tolerance so large that half of them are dropped. */
  #thin(): void {
    const points = this.#points;
    while (this.#points.length > capacity / 2) {
      this.#tolerance = Math.max(2 * this.#tolerance, finestTolerance);
      this.#points = [];
      for (const point of points) if (!this.#isNearLast(point.x, point.y)) this.#points.push(point);
    }
  }
}
