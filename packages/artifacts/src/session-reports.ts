import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { parts } from './layout.ts';
import { isLocked } from './locks.ts';
import type { Session } from './session.ts';
import type { Store } from './store.ts';

/** A report of a session for other processes. It stays when the session has ended. */
export interface SessionReport<Report> {
  session: string;
  report: Report;
  /**
   * Whether the session is running. After a process is killed on another machine, this stays true for some seconds.
   */
  isLive: boolean;
}

/** Replaces a session's report of this name. Readers see the old or the new report, never a part. */
export async function writeReport(session: Session, name: string, report: unknown): Promise<void> {
  const file = reportFile(session.store, session.id, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, JSON.stringify(report), { fsync: false });
}

/** Reads a session's report of this name; undefined where there is none or it is damaged. */
export async function readReport<Report>(
  store: Store,
  session: string,
  name: string,
): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(reportFile(store, session, name), 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** Reads the reports of this name of all sessions. */
export async function listReports<Report>(store: Store, name: string): Promise<SessionReport<Report>[]> {
  const sessions = await readdir(join(store.folder, parts.reports)).catch(() => []);
  const found = await Promise.all(
    sessions.map(async (session) => ({
      session,
      report: await readReport<Report>(store, session, name),
      isLive: await isLocked(store, session),
    })),
  );
  return found.flatMap(({ report, ...rest }) => (report === undefined ? [] : [{ ...rest, report }]));
}

/** Removes all reports of a session. */
export async function removeReports(store: Store, session: string): Promise<void> {
  await rm(join(store.folder, parts.reports, session), { recursive: true, force: true });
}

function reportFile(store: Store, session: string, name: string): string {
  return join(store.folder, parts.reports, session, `${name}.json`);
}
