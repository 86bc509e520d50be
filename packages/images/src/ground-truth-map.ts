/** Which pixels of one image are anomalous, at the size that the map was published in. */
export interface GroundTruthMap {
  height: number;
  width: number;
  /** height * width values: 1 for each anomalous pixel, else 0. */
  values: Uint8Array;
}

/** Makes of a map, in place, that of swapped labels: 1 for each nominal pixel, else 0. */
export function swapLabels(map: Uint8Array): void {
  for (let i = 0; i < map.length; i++) map[i] = 1 - map[i]!;
}
