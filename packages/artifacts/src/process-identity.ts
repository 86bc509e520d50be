import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, distinguished from all others that ever had its number. */
export interface ProcessIdentity {
  /** The boot of a machine and the container on it, within which the process number is unique. */
  host: string;
  pid: number;
  /** Start of the process, in the system's ticks; undefined where the system does not report it. */
  started?: string;
}

let own: ProcessIdentity | undefined;

export function ownIdentity(): ProcessIdentity {
  return (own ??= { host: hostIdentity(), pid: process.pid, started: statusOf(process.pid)?.started });
}

/** Whether the process is known to have ended. Nothing is known of processes on other machines. */
export function hasEnded({ host, pid, started }: ProcessIdentity): boolean {
  if (host !== ownIdentity().host) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Other errors mean that the process belongs to another user.
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

/** Status of a process on Linux; undefined on other systems, and where it is hidden. */
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
