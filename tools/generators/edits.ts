import type { Tree } from '@nx/devkit';
import { applyEdits, modify } from 'jsonc-parser';
import ts from 'typescript';

/** Adds a property to the end of the object in a constant of a module. */
export function addProperty(tree: Tree, path: string, constant: string, property: string): void {
  edit(tree, path, (source) => {
    const object = objectOf(source, constant);
    if (!object) throw new Error(`${path} has no object called ${constant}: add '${property}' by hand.`);
    const last = object.properties.at(-1);
    const end = last ? last.end : object.getStart(source) + 1;
    return splice(source.text, end, `${last ? ',' : ''}\n${property}`);
  });
}

/** Adds an item to the end of the list that a constant of a module is. */
export function addItem(tree: Tree, path: string, constant: string, item: string): void {
  edit(tree, path, (source) => {
    const list = initializerOf(source, constant);
    if (!list || !ts.isArrayLiteralExpression(list))
      throw new Error(`${path} has no list called ${constant}: add '${item}' by hand.`);
    const last = list.elements.at(-1);
    const end = last ? last.end : list.getStart(source) + 1;
    return splice(source.text, end, `${last ? ',' : ''}\n${item}`);
  });
}

/** Adds an import after the other imports of a module. */
export function addImport(tree: Tree, path: string, line: string): void {
  edit(tree, path, (source) => {
    const last = source.statements.findLast((statement) => ts.isImportDeclaration(statement));
    return splice(source.text, last?.end ?? 0, `\n${line}`);
  });
}

/** Adds a value to the end of a list in a JSON file without changing other lines. */
export function addToList(tree: Tree, path: string, list: (string | number)[], value: unknown): void {
  changeJson(tree, path, [...list, -1], value, { isArrayInsertion: true });
}

function changeJson(tree: Tree, path: string, at: (string | number)[], value: unknown, options = {}): void {
  const text = read(tree, path);
  tree.write(path, applyEdits(text, modify(text, at, value, options)));
}

function edit(tree: Tree, path: string, change: (source: ts.SourceFile) => string): void {
  tree.write(path, change(ts.createSourceFile(path, read(tree, path), ts.ScriptTarget.Latest, true)));
}

function objectOf(source: ts.SourceFile, constant: string): ts.ObjectLiteralExpression | undefined {
  const value = initializerOf(source, constant);
  return value && ts.isObjectLiteralExpression(value) ? value : undefined;
}

function initializerOf(source: ts.SourceFile, constant: string): ts.Expression | undefined {
  const declarations = source.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
  return declarations.find(({ name }) => name.getText(source) === constant)?.initializer;
}

function read(tree: Tree, path: string): string {
  const text = tree.read(path, 'utf8');
  if (text === null) throw new Error(`There is no file ${path}.`);
  return text;
}

function splice(text: string, position: number, inserted: string): string {
  return text.slice(0, position) + inserted + text.slice(position);
}
