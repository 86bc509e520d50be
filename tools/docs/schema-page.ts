import { type Key, type Schema, conditionalKeysOf, keysOf } from './keys.ts';
import { keyTable } from './key-table.ts';
import { code, escapeMarkdown } from './markdown.ts';

/** A page that explains each key of a kind of file: what is at its top, then a section for each mapping. */
export function schemaPage(schema: Schema, source: string, introduction: string): string {
  const keys = keysOf(schema);
  const sections = keys.filter(
    ({ path, schema: section }) => !path.includes('.') && keysOf(section).length > 0,
  );
  const top = keys.filter(({ path }) => !path.includes('.') && !path.includes('['));
  return [
    `# ${escapeMarkdown(schema.title ?? '')} files`,
    `${escapeMarkdown(schema.description ?? '')}.`,
    introduction,
    generatedFrom(source),
    '## Keys',
    keyTable(top),
    ...sections.flatMap((section) => sectionOf(section, keys)),
    ...conditionalSections(schema),
  ].join('\n\n');
}

/** Sentence of every generated page. */
export function generatedFrom(source: string): string {
  return `${code('npm run docs')} generates this page from ${code(source)}.`;
}

function sectionOf({ path, schema }: Key, keys: Key[]): string[] {
  const inner = keys.filter((key) => key.path.startsWith(`${path}.`) || key.path.startsWith(`${path}[`));
  return [`## ${escapeMarkdown(path)}`, `${escapeMarkdown(schema.description ?? '')}.`, keyTable(inner)];
}

function conditionalSections(schema: Schema): string[] {
  return conditionalKeysOf(schema).flatMap(({ path, value, keys }) => [
    `## Where ${path} is ${escapeMarkdown(String(value))}`,
    keyTable(keys),
  ]);
}
