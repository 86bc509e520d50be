// npm run docs: writes the pages of docs/ that are generated from schemas and stages.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderPages, repository } from './pages.ts';

for (const [file, text] of Object.entries(await renderPages())) {
  await writeFile(join(repository, 'docs', file), text);
  console.log(`docs/${file}`);
}
