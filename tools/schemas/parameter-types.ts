import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type JSONSchema, compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';
import { type Parts, type Schema, afterValidation } from './after-validation.ts';

const repository = resolve(import.meta.dirname, '../..');

/** Path of the module with the types, relative to the repository. */
export const typesFile = 'schemas/src/types.ts';

/** Parts whose keys are written out where a schema refers to them: the code has nouns of its own for them. */
const partsWithoutType = ['baseline', 'dataset', 'detector', 'image-shape', 'origin', 'training'].map(
  (name) => `${name}.schema.json`,
);

const head = `// \`npm run generate\` writes this file from the schemas. Its types describe values as validation leaves them, with
// defaults filled in.
`;

/** Files of a repository, by paths relative to it. */
export interface Files {
  names(folder: string): string[];
  read(path: string): string;
}

const onDisk: Files = {
  names: (folder) => readdirSync(join(repository, folder)),
  read: (path) => readFileSync(join(repository, path), 'utf8'),
};

/** The text of the module: types of an experiment, of a profile, of their parts and of each stage's parameters. */
export async function renderTypes(files: Files = onDisk): Promise<string> {
  const read = (path: string) => JSON.parse(files.read(`schemas/${path}`)) as Schema;
  const parts: Parts = { schemas: {}, types: {} };
  const schemas: Record<string, Schema> = {
    Experiment: read('experiment.schema.json'),
    Profile: read('profile.schema.json'),
  };
  for (const file of files.names('schemas/parts')) {
    const part = (parts.schemas[file] = read(`parts/${file}`));
    if (partsWithoutType.includes(file)) continue;
    parts.types[file] = typeName(file);
    schemas[typeName(file)] = part;
  }
  for (const file of files.names('schemas/stages'))
    schemas[`${typeName(file)}Parameters`] = read(`stages/${file}`);

  const types = [head];
  for (const name of Object.keys(schemas).sort())
    types.push(await declareType(name, afterValidation(schemas[name]!, parts)));
  const path = join(repository, typesFile);
  return format(types.join('\n'), { ...(await resolveConfig(path)), filepath: path });
}

function declareType(name: string, schema: Schema): Promise<string> {
  return compile(schema as JSONSchema, name, {
    additionalProperties: false,
    bannerComment: '',
    format: false,
  });
}

/** `OutlierExposure` for `outlier-exposure.schema.json`. */
function typeName(file: string): string {
  const words = basename(file, '.schema.json').split('-');
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}
