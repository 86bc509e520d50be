import { isAlias, isMap } from 'yaml';
import type { Path } from '../words.ts';
import { yamlLine } from '../yaml-line.ts';
import type { Edit } from './earlier-version.ts';
import { isRenaming } from './edit-values.ts';
import {
  type TextEntry,
  type YamlText,
  commentsStart,
  endOf,
  isSetBefore,
  lineEnd,
  lineStart,
  nodeAt,
  startOf,
  textEntryAt,
  writtenValue,
  yamlText,
} from './text-entries.ts';

/** The text cannot have an edit. */
export class UneditableError extends Error {
  /** @param path path of the value that stands in the way */
  constructor(
    readonly path: Path,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Makes edits in the text of an experiment, one after another. Everything else stays as it is written: comments, order,
 * anchors, style, line ends. Comments move with their entries.
 * @throws UneditableError
 */
export function editText(text: string, edits: readonly Edit[]): string {
  return edits.reduce((edited, edit) => makeEdit(yamlText(edited), edit), text);
}

function makeEdit(yaml: YamlText, edit: Edit): string {
  switch (edit.type) {
    case 'move':
    case 'copy': {
      const entry = textEntryAt(yaml, edit.from);
      return entry ? transfer(yaml, entry, edit) : yaml.text;
    }
    case 'remove':
      return remove(yaml, edit.path);
    case 'replace': {
      const node = nodeAt(yaml, edit.path);
      return node ? splice(yaml.text, node.range![0], node.range![1], yamlLine(edit.value)) : yaml.text;
    }
    case 'add':
      return append(yaml, `${edit.key}: ${yamlLine(edit.value)}`);
    case 'refuse':
      throw new UneditableError(edit.path, edit.message);
  }
}

function transfer(
  yaml: YamlText,
  entry: TextEntry,
  { type, from, to }: Edit & { type: 'move' | 'copy' },
): string {
  const { text } = yaml;
  const [name, parent] = [String(to.at(-1)), to.slice(0, -1)];
  if (nodeAt(yaml, to))
    throw new UneditableError(from, `There is already a value in its new place, ${to.join('.')}.`);
  if (type === 'move' && isRenaming(from, to)) {
    const [start, end] = entry.pair.key.range!;
    return splice(text, start, end, name);
  }
  const target = textEntryAt(yaml, parent) ?? textEntryAt(yaml, from.slice(0, 1))!;
  const { value } = entry.pair;
  const isAhead = value && !isSetBefore(yaml, value, startOf(target));
  const written = isAhead ? yamlLine(value.toJS(yaml.document)) : writtenValue(yaml, entry);
  const addition = {
    line: `${name}: ${written}`,
    comments: type === 'move' ? commentsOf(text, entry) : noComments,
  };
  const added = insert(yaml, parent, addition, from);
  return type === 'copy' ? added : remove(yamlText(added), from, addition.comments);
}

interface Comments {
  /** Comments on lines of their own, without indentation. */
  above: string[];
  /** Comment behind the value; it may be empty. */
  behind: string;
}

const noComments: Comments = { above: [], behind: '' };

function commentsOf(text: string, { map, pair }: TextEntry): Comments {
  const entry = { map, pair };
  if (map.flow) return { above: flowComments(text, entry), behind: '' };
  const above = text.slice(commentsStart(text, startOf(entry)), lineStart(text, startOf(entry)));
  const behind = text.slice(endOf(entry), lineEnd(text, endOf(entry)));
  return { above: linesOf(above), behind: behind.trim() ? behind.trimEnd() : '' };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Returns comments between an entry's value in `{ }` and what follows it in the map. */
function flowComments(text: string, { map, pair }: TextEntry): string[] {
  const next = map.items[map.items.indexOf(pair) + 1];
  const between = text.slice(endOf({ map, pair }), next ? next.key.range![0] : map.range![1] - 1);
  return [...between.matchAll(/(?<=^|[\s,])#.*/g)].map(([comment]) => comment.trimEnd());
}

/**
 * Removes an entry, and the map around it if nothing else is in it.
 * @param taken comments that are removed with it; others above it stay
 */
function remove(yaml: YamlText, path: Path, taken: Comments = noComments): string {
  const { text } = yaml;
  const entry = textEntryAt(yaml, path);
  if (!entry) return text;
  const { map, pair } = entry;
  if (map.items.length === 1 && path.length > 1) return remove(yaml, path.slice(0, -1), taken);
  const index = map.items.indexOf(pair);
  if (map.flow) {
    const [next, previous] = [map.items[index + 1], map.items[index - 1]];
    if (next) return splice(text, startOf(entry), next.key.range![0], '');
    if (previous) return splice(text, endOf({ map, pair: previous }), endOf(entry), '');
    return splice(text, startOf(entry), endOf(entry), '');
  }
  const start = taken.above.length ? commentsStart(text, startOf(entry)) : lineStart(text, startOf(entry));
  if (text.slice(lineStart(text, startOf(entry)), startOf(entry)).trim())
    throw new UneditableError(path, 'Other values are in its line.');
  return splice(text, start, lineEnd(text, endOf(entry)), '');
}

interface Addition {
  line: string;
  comments: Comments;
}

/** Adds an entry to a map: a name as the first, anything else as the last one. */
function insert(yaml: YamlText, path: Path, addition: Addition, from: Path): string {
  const target = nodeAt(yaml, path);
  if (!target && !textEntryAt(yaml, path)) return insertSection(yaml, path, addition, from);
  if (!isMap(target) || isAlias(target))
    throw new UneditableError(
      from,
      `Its new place, ${path.join('.')}, is not a mapping that is written out.`,
    );
  const map = target as TextEntry['map'];
  return map.flow ? insertInFlow(yaml, map, path, addition) : insertInBlock(yaml, map, addition);
}

function isFirst(line: string): boolean {
  return line.startsWith('name:');
}

function insertInBlock({ text }: YamlText, map: TextEntry['map'], { line, comments }: Addition): string {
  const first = { map, pair: map.items[0]! };
  const last = { map, pair: map.items.at(-1)! };
  const indent = ' '.repeat(startOf(first) - lineStart(text, startOf(first)));
  const lines = [...comments.above, line + comments.behind].map((one) => indent + one);
  const position = isFirst(line) ? commentsStart(text, startOf(first)) : lineEnd(text, endOf(last));
  return insertLines(text, position, lines);
}

function insertInFlow(
  { text }: YamlText,
  map: TextEntry['map'],
  path: Path,
  { line, comments }: Addition,
): string {
  const { range, items } = map;
  const edited = !items.length
    ? splice(text, range![0], range![1], `{ ${line} }`)
    : isFirst(line)
      ? splice(text, items[0]!.key.range![0], items[0]!.key.range![0], `${line}, `)
      : insertAt(text, endOf({ map, pair: items.at(-1)! }), `, ${line}`);
  const above = allOf(comments);
  if (!above.length) return edited;
  const section = textEntryAt(yamlText(edited), path.slice(0, 1))!;
  return insertLines(edited, lineStart(edited, startOf(section)), above);
}

/** Writes a section that the text does not have yet above the one that the entry comes from. */
function insertSection(yaml: YamlText, path: Path, { line, comments }: Addition, from: Path): string {
  const { text } = yaml;
  const root = yaml.document.contents as unknown as TextEntry['map'];
  const section = path.reduceRight<string>((inner, key) => `${key}: { ${inner} }`, line);
  if (root.flow) return append(yaml, section);
  const origin = textEntryAt(yaml, from.slice(0, 1))!;
  // Comments above the first entry may be about the whole file.
  const isTop = origin.pair === root.items[0];
  const position = isTop ? lineStart(text, startOf(origin)) : commentsStart(text, startOf(origin));
  return insertLines(text, position, [...comments.above, section + comments.behind]);
}

function append({ text, document }: YamlText, line: string): string {
  const map = document.contents as unknown as TextEntry['map'];
  const end = endOf({ map, pair: map.items.at(-1)! });
  return map.flow ? insertAt(text, end, `, ${line}`) : insertLines(text, lineEnd(text, end), [line]);
}

function allOf({ above, behind }: Comments): string[] {
  return [...above, ...linesOf(behind)];
}

function insertLines(text: string, position: number, lines: string[]): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const before = position > 0 && text[position - 1] !== '\n' ? end : '';
  return insertAt(text, position, before + lines.map((line) => line + end).join(''));
}

function insertAt(text: string, position: number, added: string): string {
  return splice(text, position, position, added);
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
