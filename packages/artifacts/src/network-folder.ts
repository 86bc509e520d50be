import { statfs } from 'node:fs/promises';

/**
 * Type numbers of file systems that several machines may share (Linux `statfs`, linux/magic.h and the systems' own
 * headers).
 */
const networkFileSystems = new Map([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x00c36400, 'Ceph'],
  [0x20030528, 'OrangeFS'],
  [0x5346414f, 'AFS'],
  [0x01021997, '9P'],
  // FUSE stands for sshfs, GlusterFS and others.
  [0x65735546, 'FUSE'],
]);

/** Whether a folder may lie on another machine, where changes by others become visible with a delay. */
export async function isOnNetwork(folder: string): Promise<boolean> {
  const { type } = await statfs(folder);
  return networkFileSystems.has(type >>> 0);
}
