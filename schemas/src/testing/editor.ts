import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CompletionItem, Diagnostic } from 'vscode-languageserver-types';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type LanguageService, getLanguageService } from 'yaml-language-server';

/** Support of editors for a YAML file, from the YAML language server, which reads the schema that the file names. */
export interface Editor {
  /** Problems as `line:column message`, from 1. */
  problems(): Promise<string[]>;
  /** Completions at the `|` in the text. */
  completions(): Promise<CompletionItem[]>;
  /** Explanation of the word at the `|`. */
  explanation(): Promise<string>;
}

/**
 * @param path path of the imagined file, from the root of the repository; paths of schemas are relative to it
 * @param text text with `|` at the cursor, if there is one
 */
export function openInEditor(path: string, text: string): Editor {
  const cursor = text.indexOf('|');
  const uri = pathToFileURL(resolve(import.meta.dirname, '../../..', path)).href;
  // The language server remembers what it parsed by file and version.
  const document = TextDocument.create(uri, 'yaml', ++version, text.replace('|', ''));
  const position = document.positionAt(cursor);
  const service = startService();
  return {
    problems: async () => (await service.doValidation(document, false)).map(formatProblem),
    completions: async () => (await service.doComplete(document, position, false)).items,
    explanation: async () => JSON.stringify((await service.doHover(document, position))?.contents ?? ''),
  };
}

let version = 0;

function startService(): LanguageService {
  const service = getLanguageService({
    schemaRequestService: (uri) => readFile(fileURLToPath(uri), 'utf8'),
    workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
  });
  service.configure({ validate: true, completion: true, hover: true, schemas: [] });
  return service;
}

function formatProblem({ range: { start }, message }: Diagnostic): string {
  return `${start.line + 1}:${start.character + 1} ${message}`;
}
