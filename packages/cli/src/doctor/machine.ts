import os from 'node:os';
import { formatBytes } from '../format.ts';
import type { Check } from './check.ts';

const oldestNode = { major: 20, minor: 19 };

export function checkMachine(): Check[] {
  const cpus = os.cpus();
  return [
    checkNode(process.versions.node),
    { name: 'system', state: 'good', detail: `${os.type()} ${os.release()} on ${os.arch()}` },
    { name: 'processor', state: 'good', detail: `${cpus[0]?.model.trim()}, ${cpus.length} cores` },
    {
      name: 'memory',
      state: 'good',
      detail: `${formatBytes(os.totalmem())}, ${formatBytes(os.freemem())} free`,
    },
  ];
}

/** @param version such as `20.19.0` */
export function checkNode(version: string): Check {
  const [major, minor] = version.split('.').map(Number) as [number, number];
  const isOld = major < oldestNode.major || (major === oldestNode.major && minor < oldestNode.minor);
  return {
    name: 'Node.js',
    state: isOld ? 'missing' : 'good',
    detail: version,
    hint: isOld ? `Install ${oldestNode.major}.${oldestNode.minor} or newer.` : undefined,
  };
}
