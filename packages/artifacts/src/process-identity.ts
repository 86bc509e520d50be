import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from all that ever had its number. */
export interface ProcessIdentity {
  /** Where the number means something: a machine since it was started, and a container on it. */
  host: string;
  pid: number;
  /** When it began, in the system's ticks; undefined where the system does not tell. */
  started?: string;
}

let own: ProcessIdentity | undefined;

export function ownIdentity(): ProcessIdentity {
  return (own ??= { host: hostIdentity(), pid: process.pid, started: statusOf(process.pid)?.started });
}

/** Whether the process is known to have ended; of processes on other machines, nothing is known. */
export function hasEnded({ host, pid, started }: ProcessIdentity): boolean {
  if (host !== ownIdentity().host) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Otherwise it is another user's.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
  }
  const status = statusOf(pid);
  return status !== undefined && (status.isZombie || (started !== undefined && status.started !== started));
}

function hostIdentity(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** What Linux tells of a process; undefined on other systems, and where it is hidden. */
function statusOf(pid: number): { started: string; isZombie: boolean } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, a name in brackets, may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { started: fields[19]!, isZombie: fields[0] === 'Z' };
  } catch {
    return undefined;
  }
}
