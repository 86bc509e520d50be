// Publishes entries until it is killed: publish-without-end.ts <store> <prefix> <address of a rig>.
// Waits at the points `half written` and `written` of each entry.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdAt } from '@fcdd/rig';
import { beginSession, createDraft, lockEntry, openCheckpoint, openStore, publishEntry } from '../index.ts';

const [folder, prefix, rig] = process.argv.slice(2);
const store = await openStore(folder!);
const session = await beginSession(store);
for (let number = 0; ; number++) {
  const fingerprint = `${prefix}${number}`;
  await lockEntry(store, fingerprint);
  await writeFile(join(await openCheckpoint(store, fingerprint), 'state'), 'half');
  const draft = await createDraft(session, fingerprint);
  await mkdir(join(draft.outputFolder, 'deep'));
  for (let file = 0; file < 20; file++) {
    if (file === 10) await holdAt(rig!, 'half written');
    await writeFile(join(draft.outputFolder, 'deep', `${file}.txt`), `${file} `.repeat(10_000));
  }
  await holdAt(rig!, 'written');
  await publishEntry(session, draft, { number });
}
