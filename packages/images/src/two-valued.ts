/** Grey levels by which smoothed edges and compression may change a value. */
const tolerance = 16;
/** Share of pixels that edges between two values leave near one of them. */
const share = 0.9;

/**
 * Whether nearly all values of an image are near its smallest or its largest one, as those of a ground-truth map are,
 * also if its edges are smoothed. A plain image is two-valued too.
 */
export function isTwoValued(pixels: Uint8Array): boolean {
  let [smallest, largest] = [255, 0];
  for (const value of pixels) {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  let near = 0;
  for (const value of pixels) if (value - smallest <= tolerance || largest - value <= tolerance) near++;
  return near >= share * pixels.length;
}
