import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { format, resolveConfig } from 'prettier';
import { type SchemaWord, schemaWords } from './schema-words.ts';

const repository = resolve(import.meta.dirname, '../..');

/** The text of each schema file that follows from a list in the code, by its path. */
export async function renderSchemas(): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { file, at, value } of schemaWords()) {
    const text = texts[file] ?? (await readFile(join(repository, file), 'utf8'));
    texts[file] = withWord(text, { at, value });
  }
  for (const [file, text] of Object.entries(texts)) {
    const path = join(repository, file);
    texts[file] = await format(text, { ...(await resolveConfig(path)), filepath: path });
  }
  return texts;
}

/** The text of a JSON file with one value replaced. */
export function withWord(text: string, { at, value }: Omit<SchemaWord, 'file'>): string {
  return applyEdits(text, modify(text, at, value, { formattingOptions: { insertSpaces: true, tabSize: 2 } }));
}
