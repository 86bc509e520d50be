/** The anomalous pixels of one image, in the size of the published map. */
export interface GroundTruthMap {
  height: number;
  width: number;
  /** height * width values: 1 for each anomalous pixel, else 0. */
  values: Uint8Array;
}

/** Swaps the labels of a map in place, so that it holds 1 for each nominal pixel, else 0. */
export function swapLabels(map: Uint8Array): void {
  for (let i = 0; i < map.length; i++) map[i] = 1 - map[i]!;
}
