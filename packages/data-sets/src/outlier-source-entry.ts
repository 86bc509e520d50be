/** Facts of a collection as a source of outliers: images that serve as training anomalies. */
export interface OutlierSourceEntry {
  title: string;
  /** Its images are only where the user says. */
  needsPath?: boolean;
  /** It has too many images to store all. */
  needsLimit?: boolean;
  /** Its classes can be left out by their names. */
  hasClasses?: boolean;
  /** Names of classes that are left out for every data set unless an experiment names others. */
  excluded?: string[];
  /** Name of the data set whose anomalies it has; it is for no other. */
  only?: string;
  /** Its images come with ground-truth maps. */
  hasMaps?: boolean;
}
