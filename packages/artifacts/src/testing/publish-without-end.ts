// Publishes entries until it is killed; prints a line after the first.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beginSession, createDraft, lockEntry, openCheckpoint, openStore, publishEntry } from '../index.ts';

const store = await openStore(process.argv[2]!);
const session = await beginSession(store);
for (let number = 0; ; number++) {
  const fingerprint = `${process.argv[3]}${number}`;
  await lockEntry(store, fingerprint);
  await writeFile(join(await openCheckpoint(store, fingerprint), 'state'), 'half');
  const draft = await createDraft(session, fingerprint);
  await mkdir(join(draft.outputFolder, 'deep'));
  for (let file = 0; file < 20; file++)
    await writeFile(join(draft.outputFolder, 'deep', `${file}.txt`), `${file} `.repeat(10_000));
  await publishEntry(session, draft, { number });
  if (number === 0) console.log('begun');
}
