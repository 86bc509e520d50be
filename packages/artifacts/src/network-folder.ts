import { statfs } from 'node:fs/promises';

/** Numbers by which Linux calls file systems that several machines may share (`statfs`, linux/magic.h and their own). */
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
  // sshfs, GlusterFS and others.
  [0x65735546, 'FUSE'],
]);

/** Whether a folder may lie on another machine: what others write there is then seen some time later. */
export async function isOnNetwork(folder: string): Promise<boolean> {
  const { type } = await statfs(folder);
  return networkFileSystems.has(type >>> 0);
}
