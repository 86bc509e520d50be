/** Which pixels of one image are anomalous, at the size that the map was published in. */
export interface GroundTruthMap {
  height: number;
  width: number;
  /** height * width values: 1 for each anomalous pixel, else 0. */
  values: Uint8Array;
}
