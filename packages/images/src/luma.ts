/**
 * Computes the luma of a pixel by ITU-R BT.601, in the fixed-point arithmetic of Pillow.
 * @param i index of its red value, which green and blue follow
 */
export function lumaAt(pixels: Uint8Array, i: number): number {
  return (pixels[i]! * 19595 + pixels[i + 1]! * 38470 + pixels[i + 2]! * 7471 + 0x8000) >> 16;
}
