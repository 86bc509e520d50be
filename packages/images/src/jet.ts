/** Points [position, intensity] between which a channel of the colour map is linear. */
type Points = readonly (readonly [number, number])[];

/** The `jet` colour map as matplotlib defines it. */
const red: Points = [[0, 0], [0.35, 0], [0.66, 1], [0.89, 1], [1, 0.5]]; // prettier-ignore
const green: Points = [[0, 0], [0.125, 0], [0.375, 1], [0.64, 1], [0.91, 0], [1, 0]]; // prettier-ignore
const blue: Points = [[0, 0.5], [0.11, 1], [0.34, 1], [0.65, 0], [1, 0]]; // prettier-ignore

/** Number of colours to which matplotlib quantizes a colour map. */
const colours = 256;

const table = Uint8Array.from({ length: colours * 3 }, (_, i) => {
  const channel = [red, green, blue][i % 3]!;
  return Math.round(255 * interpolate(channel, Math.floor(i / 3) / (colours - 1)));
});

/**
 * Colours each value: dark blue for 0, through green, to dark red for 1. Values outside 0..1 are clamped; NaN is
 * black.
 * @returns red, green and blue of each value, interleaved
 */
export function jet(values: Float32Array): Uint8Array {
  const pixels = new Uint8Array(values.length * 3);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const colour = Math.min(Math.max(Math.floor(value * colours), 0), colours - 1);
    pixels.set(table.subarray(colour * 3, colour * 3 + 3), i * 3);
  });
  return pixels;
}

function interpolate(points: Points, position: number): number {
  const right = Math.max(
    points.findIndex(([x]) => x >= position),
    1,
  );
  const [x0, y0] = points[right - 1]!;
  const [x1, y1] = points[right]!;
  return y0 + ((y1 - y0) * (position - x0)) / (x1 - x0);
}
