/**
 * The luma of a pixel: ITU-R BT.601, in the fixed-point numbers of Pillow.
 * @param i where its red value is; green and blue follow
 */
export function lumaAt(pixels: Uint8Array, i: number): number {
  return (pixels[i]! * 19595 + pixels[i + 1]! * 38470 + pixels[i + 2]! * 7471 + 0x8000) >> 16;
}
