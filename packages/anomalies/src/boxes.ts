import type { ImageShape } from '@fcdd/images';

/** A rectangle of pixels; the ends are excluded. */
export interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Enlarges a box by `reach` pixels on all sides, within the image. */
export function grow({ top, bottom, left, right }: Box, reach: number, { height, width }: ImageShape): Box {
  return {
    top: Math.max(top - reach, 0),
    bottom: Math.min(bottom + reach, height),
    left: Math.max(left - reach, 0),
    right: Math.min(right + reach, width),
  };
}

/** Merges boxes until no two share a pixel. */
export function mergeOverlapping(boxes: Box[]): Box[] {
  const merged: Box[] = [];
  for (let box of boxes) {
    let other: number;
    while ((other = merged.findIndex((candidate) => overlap(candidate, box))) >= 0)
      box = hull(box, merged.splice(other, 1)[0]!);
    merged.push(box);
  }
  return merged;
}

function overlap(one: Box, other: Box): boolean {
  return one.top < other.bottom && other.top < one.bottom && one.left < other.right && other.left < one.right;
}

function hull(one: Box, other: Box): Box {
  return {
    top: Math.min(one.top, other.top),
    bottom: Math.max(one.bottom, other.bottom),
    left: Math.min(one.left, other.left),
    right: Math.max(one.right, other.right),
  };
}
