import {
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
} from 'yaml';
import type { Path } from '../words.ts';
import { yamlOptions } from '../yaml-options.ts';

/** A YAML text and its nodes. It has been parsed without errors before. */
export interface YamlText {
  text: string;
  document: Document.Parsed;
}

/** An entry of a mapping. */
export interface TextEntry {
  map: YAMLMap<Node, Node | null>;
  pair: Pair<Node, Node | null>;
}

export function yamlText(text: string): YamlText {
  return { text, document: parseDocument(text, { ...yamlOptions, keepSourceTokens: true }) };
}

/** Returns the node at a path; undefined if there is none, or if it is behind an alias. */
export function nodeAt({ document }: YamlText, path: Path): Node | undefined {
  return path.reduce<Node | undefined>((node, key) => {
    if (isSeq(node)) return node.items[Number(key)] as Node | undefined;
    return isMap(node) ? (pairIn(node as TextEntry['map'], key)?.value ?? undefined) : undefined;
  }, document.contents ?? undefined);
}

/** Returns the entry at a path, under the same conditions. */
export function textEntryAt(yaml: YamlText, path: Path): TextEntry | undefined {
  const map = nodeAt(yaml, path.slice(0, -1));
  const pair = isMap(map) ? pairIn(map as TextEntry['map'], path.at(-1)!) : undefined;
  return pair && { map: map as TextEntry['map'], pair };
}

function pairIn(map: TextEntry['map'], key: string | number): TextEntry['pair'] | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

/** Returns the offset of an entry's key. */
export function startOf({ pair }: TextEntry): number {
  return pair.key.range![0];
}

/** Returns the offset after an entry's content, without comments and the end of the line. */
export function endOf({ pair }: TextEntry): number {
  return pair.value ? contentEnd(pair.value) : colonEnd(pair);
}

function contentEnd(node: Node): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last = node.items.at(-1) as Node | Pair<Node, Node | null> | undefined;
    if (!last) return node.range![1];
    if (!('key' in last)) return contentEnd(last);
    return last.value ? contentEnd(last.value) : colonEnd(last);
  }
  return node.range![1];
}

function colonEnd({ key, srcToken }: Pair<Node, Node | null>): number {
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  return colon && 'offset' in colon ? colon.offset + 1 : key.range![1];
}

/** Returns an entry's value as it is written, with its anchor. */
export function writtenValue({ text }: YamlText, entry: TextEntry): string {
  return text.slice(colonEnd(entry.pair), endOf(entry)).trim();
}

/** Returns the node that an alias stands for, if it is written before an offset. */
export function isSetBefore({ document }: YamlText, node: Node, offset: number): boolean {
  if (!isAlias(node)) return true;
  return (node.resolve(document)?.range?.[0] ?? Infinity) < offset;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Returns the offset after the line, with its end. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Returns the start of the lines above an entry that have only its comments, or of its own line. */
export function commentsStart(text: string, offset: number): number {
  const start = lineStart(text, offset);
  if (start === 0) return 0;
  const above = lineStart(text, start - 1);
  return /^[ \t]*#/.test(text.slice(above, start)) ? commentsStart(text, above) : start;
}
