import type { Place, SourceText } from '../place.ts';
import { type PlacedMap, mergeMaps, placeOfKey } from '../placed.ts';
import type { Path } from '../words.ts';
import type { EarlierVersion, Edit, Versions } from './earlier-version.ts';
import { editValues } from './edit-values.ts';
import { movedPaths, moveThrough, originalPath } from './moves.ts';
import { versionOf } from './version-of.ts';

/** A file that is older than the schema. */
export interface OutdatedFile {
  file: string;
  version: number;
}

/**
 * Values of files of several versions, as those of the current one. Overrides are of the earliest version among the files.
 */
export class Migration {
  /** Layers of values, the top one first, after all moves. */
  readonly layers: PlacedMap[];
  readonly overrides: PlacedMap[];
  readonly outdated: OutdatedFile[];
  /** Earlier versions that any file has, and all between them and the current one. */
  private readonly steps: readonly EarlierVersion[];
  private readonly sources = new Map<SourceText, number>();

  /**
   * @param layers contents of the files, the top one first
   * @param areOverridesOld whether overrides may be of any earlier version
   */
  constructor(
    layers: readonly PlacedMap[],
    overrides: readonly PlacedMap[],
    private readonly versions: Versions,
    areOverridesOld = false,
  ) {
    const { version, earlier = [] } = versions;
    const found = layers.map((layer) => versionOf(layer, versions));
    const old = areOverridesOld ? earlier.map((one) => one.version) : [];
    const lowest = Math.min(version, ...found, ...old);
    this.steps = earlier.filter((one) => one.version >= lowest);
    layers.forEach((layer, index) => this.sources.set(layer.place.source, found[index]!));
    for (const { place } of overrides) this.sources.set(place.source, lowest);
    this.layers = layers.map((layer) => this.moved(layer));
    this.overrides = overrides.map((override) => this.moved(override));
    this.outdated = layers.flatMap(({ place }, index) =>
      found[index]! < version ? [{ file: place.source.label, version: found[index]! }] : [],
    );
  }

  /** Files and overrides together, before `finished`. */
  get whole(): PlacedMap {
    return [...this.layers.toReversed(), ...this.overrides].reduce(mergeMaps, this.layers.at(-1)!);
  }

  /** Moves keys in values of one text. */
  moved(layer: PlacedMap): PlacedMap {
    const from = this.sources.get(layer.place.source) ?? this.versions.version;
    const steps = this.steps.filter(({ version }) => version >= from);
    return moveThrough(layer, steps).values;
  }

  /** Makes the edits that depend on the whole experiment. */
  finished(whole: PlacedMap): PlacedMap {
    return editValues(whole, this.finishingEdits(whole));
  }

  /** @param only text whose values are edited; default: all texts of earlier versions */
  finishingEdits(whole: PlacedMap, only?: SourceText): Edit[] {
    return this.steps.flatMap((step) => {
      const isOfIt = ({ source }: Place) =>
        (only === undefined || source === only) && this.sources.get(source)! <= step.version;
      return step.finish?.(whole, isOfIt) ?? [];
    });
  }

  /** Returns current paths for a path of an override. */
  pathsOf(override: string, whole: PlacedMap): string[] {
    const moved = this.steps.reduce(
      (paths, { moves }) => paths.flatMap((path) => movedPaths(path, moves)),
      [override],
    );
    const renamed = this.finishingEdits(whole).flatMap((edit) =>
      edit.type === 'move' && edit.from[0] === 'sweep' && moved.includes(String(edit.from.at(-1)))
        ? [String(edit.to.at(-1))]
        : [],
    );
    return [...moved, ...renamed];
  }

  /** Returns a hint for a key of an earlier version that the experiment still has, by its dotted path. */
  readonly hintFor = (path: string): string | undefined => {
    const step = this.versions.earlier?.find((one) => movedOf(one, path) !== undefined);
    return step && (step.hints?.[path] ?? `Since version ${step.version + 1} it is ${movedOf(step, path)!}.`);
  };

  /** Returns a path as it is written in the text that has the value, or the nearest part around it. */
  readonly writtenPath = (root: PlacedMap, path: Path): Path => {
    const { source } = placeOfKey(root, path);
    const from = this.sources.get(source);
    if (from === undefined || !path.length || path.some((part) => typeof part === 'number')) return path;
    const steps = this.steps.filter(({ version }) => version >= from);
    const written = steps.reduceRight(originalPath, path.join('.'));
    return source.hasLines || source.label.includes(written) ? written.split('.') : path;
  };
}

function movedOf({ moves, dependent }: EarlierVersion, path: string): string | undefined {
  return moves[path] ?? dependent?.[path];
}
