// npm run generate: writes into schemas/ what follows from lists in the code, and the types that follow from schemas.
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderTypes, typesFile } from './parameter-types.ts';
import { renderSchemas } from './schema-files.ts';

const repository = resolve(import.meta.dirname, '../..');

async function write(file: string, text: string): Promise<void> {
  await writeFile(join(repository, file), text);
  console.log(file);
}

for (const [file, text] of Object.entries(await renderSchemas())) await write(file, text);
await write(typesFile, await renderTypes());
