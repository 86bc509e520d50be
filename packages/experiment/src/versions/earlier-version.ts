import type { Place } from '../place.ts';
import type { PlacedMap } from '../placed.ts';
import type { Path } from '../words.ts';

/** Versions of experiment files that a release reads. */
export interface Versions {
  /** Version that the schema describes. */
  version: number;
  /** Earlier versions, oldest first. Their files are read as if they were of the current version. */
  earlier?: readonly EarlierVersion[];
}

/** Differences between the files of one version and those of the next. */
export interface EarlierVersion {
  version: number;
  /** New path of each key that moved, by its dotted path. A section moves with everything in it. */
  moves: Readonly<Record<string, string>>;
  /** Usual new path of each key whose place depends on the rest of the experiment; `finish` moves it. */
  dependent?: Readonly<Record<string, string>>;
  /** Hints for keys in a file of the next version, by dotted path, where naming the new path is not enough. */
  hints?: Readonly<Record<string, string>>;
  /**
   * Returns the edits that depend on the whole experiment.
   * @param experiment values of all files and overrides together, after all moves
   * @param isOfIt tells whether a place is in a text of this version
   */
  finish?(experiment: PlacedMap, isOfIt: (place: Place) => boolean): Edit[];
}

/** A change of an experiment, which can be made to its values and to the text of its file. */
export type Edit =
  /** Moves an entry. Nothing happens if it does not exist, or if another value is in its new place. */
  | { type: 'move' | 'copy'; from: Path; to: Path }
  | { type: 'remove'; path: Path }
  /** Replaces an existing value. */
  | { type: 'replace'; path: Path; value: unknown }
  /** Adds a section at the end. */
  | { type: 'add'; key: string; value: unknown }
  /** Leaves a value as it is, because only a person can rewrite the text. Values need no change there. */
  | { type: 'refuse'; path: Path; message: string; hint?: string };
