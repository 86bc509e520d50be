// npm run generate: writes into schemas/ what follows from lists in the code.
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderSchemas } from './schema-files.ts';

const repository = resolve(import.meta.dirname, '../..');
for (const [file, text] of Object.entries(await renderSchemas())) {
  await writeFile(join(repository, file), text);
  console.log(file);
}
