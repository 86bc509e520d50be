/**
 * Turns the hue of each pixel by way of 8-bit HSV, as Pillow does: with the same rounding, so that the bytes are equal.
 * @param pixels of three channels, changed in place
 * @param shift share of the colour circle, -0.5..0.5
 */
export function shiftHue(pixels: Uint8Array, shift: number): void {
  const turn = Math.trunc(shift * 255);
  for (let i = 0; i < pixels.length; i += 3) {
    const red = pixels[i]!;
    const green = pixels[i + 1]!;
    const blue = pixels[i + 2]!;
    const largest = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
    const smallest = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
    const range = largest - smallest;
    if (range === 0) continue;

    const middle = red + green + blue - largest - smallest;
    let sixth: number;
    if (red === largest) sixth = green === smallest ? 5 : 0;
    else if (green === largest) sixth = blue === smallest ? 1 : 2;
    else sixth = red === smallest ? 3 : 4;
    const hue = (hues[(sixth << 16) | (range << 8) | (largest - middle)]! + turn) & 255;
    const share = shares[(largest << 8) | range]!;

    const newSmallest = (largest * (1 - share) + 0.5) | 0;
    const newSixth = sixths[hue]!;
    const away = newSixth & 1 ? Math.fround(share * fractions[hue]!) : share * (1 - fractions[hue]!);
    const newMiddle = (largest * (1 - away) + 0.5) | 0;
    pixels[i + placeOfLargest[newSixth]!] = largest;
    pixels[i + placeOfMiddle[newSixth]!] = newMiddle;
    pixels[i + placeOfSmallest[newSixth]!] = newSmallest;
  }
}

// The colour circle has six parts. In each, one channel is the largest and one the smallest.
const placeOfLargest = Uint8Array.of(0, 1, 1, 2, 2, 0, 0);
const placeOfMiddle = Uint8Array.of(1, 0, 2, 1, 0, 2, 1);
const placeOfSmallest = Uint8Array.of(2, 2, 0, 0, 1, 1, 2);

/** The part of the circle that a hue, 0..255, is in, and how far. */
const sixths = Uint8Array.from({ length: 256 }, (_, hue) => Math.floor((hue * 6) / 255));
const fractions = Float32Array.from({ length: 256 }, (_, hue) => (hue * 6) / 255 - sixths[hue]!);

/** Hue by part of the circle, range of the channels, and distance of the middle one from the largest. */
const hues = Uint8Array.from({ length: 6 << 16 }, (_, index) => {
  const range = (index >> 8) & 255;
  return range === 0 ? 0 : hueOf(index >> 16, Math.fround((index & 255) / range));
});

/** Saturation, of 8 bits but in 0..1, by largest channel and range. */
const shares = Float32Array.from({ length: 1 << 16 }, (_, index) => {
  const largest = index >> 8;
  return largest === 0 ? 0 : Math.trunc(Math.fround((index & 255) / largest) * 255) / 255;
});

/** @param distance of the middle channel from the largest, over the range of the channels */
function hueOf(sixth: number, distance: number): number {
  const corner = 2 * (Math.floor((sixth + 1) / 2) % 3);
  const position = Math.fround(sixth % 2 === 1 ? corner - 1 + distance : corner + 1 - distance);
  const turns = position / 6 + 1;
  return Math.trunc(Math.fround(turns - Math.floor(turns)) * 255);
}
