export { openStore, storeExists, type Store } from './store.ts';
export { type Entry, type StoredFile, outputFolderOf, logFileOf, readEntry } from './entry.ts';
export { type Lookup, checkContents, findEntry, stateOf } from './integrity.ts';
export { type Draft, createDraft, discardDraft, dropEntry, publishEntry } from './publish.ts';
export { type Session, beginSession, whileAlone } from './session.ts';
export { type EntryLock, isEntryLocked, lockEntry } from './locks.ts';
export { clearCheckpoint, openCheckpoint } from './checkpoints.ts';
export {
  type SessionReport,
  listReports,
  readReport,
  removeReports,
  writeReport,
} from './session-reports.ts';
export { hashFile } from './contents.ts';
export { isOnNetwork } from './network-folder.ts';
export { addNote, readNotes, reviseNotes } from './notes.ts';
export { jobFolderOf, runningLogOf } from './layout.ts';
export { clearJob, openJobDraft } from './jobs.ts';
export {
  type CheckedEntry,
  type Collected,
  collectGarbage,
  listEntries,
  listFingerprints,
  verifyStore,
} from './maintenance.ts';
export { explainDiskFull, explainWriteError } from './write-errors.ts';
