import { type Alias, type Node, type Pair, type Scalar, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Place, SourceText } from './place.ts';
import type { Placed, PlacedEntry, PlacedMap, PlacedScalar } from './placed.ts';
import { type Problem, ProblemsError } from './problem.ts';
import { describeValue } from './words.ts';

/** Most values that all aliases of a file may stand for. Without a limit, a few nested aliases could fill the memory. */
const MAX_ALIASED_VALUES = 10_000;

/** Turns the nodes of one YAML document into placed values, in the document's order. */
export class Placer {
  readonly problems: Problem[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly targets = new Map<Alias, Node | undefined>();
  private readonly open = new Set<Node>();
  private aliasedValues = 0;
  /** Aliases that lead to the current node. */
  private readonly aliasTrail: Alias[] = [];

  constructor(private readonly source: SourceText) {}

  place(node: Node | null): Placed {
    if (!node) return nothing(this.placeOf(node));
    if (isAlias(node)) return this.placeAlias(node);
    if (this.aliasTrail.length) this.aliasedValues++;
    else if ('anchor' in node && node.anchor) this.anchors.set(node.anchor as string, node);
    this.open.add(node);
    const placed = this.placeContent(node);
    this.open.delete(node);
    return placed;
  }

  private placeContent(node: Node): Placed {
    const place = this.placeOf(node);
    if (isMap(node)) return this.placeMap(node.items as Pair<Node, Node | null>[], place);
    if (isSeq(node))
      return { kind: 'list', place, items: node.items.map((item) => this.place(item as Node)) };
    return isScalar(node) ? placeScalar(node, place) : nothing(place);
  }

  private placeMap(pairs: Pair<Node, Node | null>[], place: Place): PlacedMap {
    const entries = new Map<string, PlacedEntry>();
    for (const { key, value } of pairs) {
      const name = String(isScalar(key) ? key.value : key);
      const keyPlace = this.placeOf(key);
      if (entries.has(name) && !this.aliasTrail.length)
        this.problems.push({ place: keyPlace, message: `The key ${describeValue(name)} is given twice.` });
      entries.set(name, { keyPlace, value: value ? this.place(value) : nothing(keyPlace) });
    }
    return { kind: 'map', place, entries };
  }

  private placeAlias(alias: Alias): Placed {
    const target = this.targetOf(alias);
    if (!target) return this.refuse(alias, `No anchor &${alias.source} is set before this alias.`);
    if (this.open.has(target))
      return this.refuse(alias, 'This alias is inside the value that it stands for.');
    this.aliasTrail.push(alias);
    const placed = this.place(target);
    if (this.aliasedValues > MAX_ALIASED_VALUES) {
      const message = `The aliases up to here stand for more than ${MAX_ALIASED_VALUES} values.`;
      this.refuse(this.aliasTrail[0]!, message, 'Write the values out, or fewer aliases of aliases.');
      throw new ProblemsError(this.problems);
    }
    this.aliasTrail.pop();
    return placed;
  }

  /** Node that the alias stood for at first sight: the anchor may be set again later. */
  private targetOf(alias: Alias): Node | undefined {
    if (!this.targets.has(alias)) this.targets.set(alias, this.anchors.get(alias.source));
    return this.targets.get(alias);
  }

  private refuse(alias: Alias, message: string, hint?: string): Placed {
    const place = this.placeOf(alias);
    this.problems.push({ place, message, hint });
    return nothing(place);
  }

  private placeOf(node: Node | null): Place {
    const [start, end] = node?.range ?? [0, 0];
    return { source: this.source, start, end };
  }
}

function placeScalar({ value, source }: Scalar, place: Place): PlacedScalar {
  const scalar: PlacedScalar = { kind: 'scalar', place, value: value as PlacedScalar['value'] };
  return typeof value === 'number' && source !== String(value) ? { ...scalar, written: source } : scalar;
}

function nothing(place: Place): PlacedScalar {
  return { kind: 'scalar', place, value: null };
}
