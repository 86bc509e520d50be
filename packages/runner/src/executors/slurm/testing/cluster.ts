import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll } from 'vitest';

/** A cluster of one machine, this one: real munged, slurmctld and slurmd with a configuration of their own. */
export interface Cluster {
  folder: string;
  /** Environment of processes that use it. */
  environment: { SLURM_CONF: string };
  /** Runs a command of Slurm and returns what it prints. */
  slurm(command: string, ...args: string[]): Promise<string>;
  /** Ids of the jobs that wait, run, or are about to end. */
  queue(): Promise<string[]>;
  stopController(): Promise<void>;
  startController(): Promise<void>;
  stop(): Promise<void>;
}

/** Why no cluster can be started here; undefined where one can. */
export function whyNoCluster(): string | undefined {
  const missing = ['slurmctld', 'slurmd', 'munged'].find((name) => !existsSync(`/usr/sbin/${name}`));
  if (missing) return `there is no ${missing}: apt-get install slurm-wlm munge`;
  return process.getuid!() === 0 ? undefined : "only root can start Slurm's daemons";
}

/** A cluster for all tests of a file or group, whose processes find it; it is there once they begin. */
export function useCluster(): Cluster {
  const cluster = {} as Cluster;
  beforeAll(async () => {
    Object.assign(cluster, await startCluster());
    process.env.SLURM_CONF = cluster.environment.SLURM_CONF;
  });
  afterAll(async () => {
    delete process.env.SLURM_CONF;
    await cluster.stop?.();
  });
  return cluster;
}

/** Seconds. */
const START = 120;

async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-slurm-'));
  const file = join(folder, 'slurm.conf');
  const environment = { SLURM_CONF: file };
  const daemons = new Map<string, ChildProcess>();
  await writeConfiguration(folder, file);

  const slurm = async (command: string, ...args: string[]): Promise<string> =>
    (await execa(command, args, { env: environment })).stdout;

  /** Starts a daemon in the foreground, as a child that can be waited for. */
  function start(name: string, args: string[]): void {
    daemons.set(
      name,
      spawn(`/usr/sbin/${name}`, args, { stdio: 'ignore', env: { ...process.env, ...environment } }),
    );
  }

  async function stopDaemon(name: string): Promise<void> {
    const daemon = daemons.get(name);
    daemons.delete(name);
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const exit = once(daemon, 'exit');
    daemon.kill('SIGTERM');
    const timer = setTimeout(() => daemon.kill('SIGKILL'), 5000);
    await exit;
    clearTimeout(timer);
  }

  async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
    for (let tries = 0; !(await isSo().catch(() => false)); tries++) {
      if (tries > START * 10) throw new Error(`${what} did not happen:\n${await logsOf(folder)}`);
      await sleep(100);
    }
  }

  async function startController(): Promise<void> {
    start('slurmctld', ['-D', '-f', file]);
    await until(async () => (await slurm('scontrol', 'ping')).includes('UP'), 'The start of slurmctld');
  }

  start('munged', mungeOptions(folder));
  await until(async () => existsSync(join(folder, 'munge.socket')), 'The start of munged');
  await startController();
  start('slurmd', ['-D', '-N', 'node', '-f', file]);
  await until(async () => (await slurm('sinfo', '-h', '-o', '%t')).includes('idle'), 'The start of slurmd');

  return {
    folder,
    environment,
    slurm,
    queue: async () => (await slurm('squeue', '-h', '--array', '-o', '%i')).split('\n').filter(Boolean),
    stopController: () => stopDaemon('slurmctld'),
    startController,
    stop: async () => {
      await slurm('scancel', '--user=root').catch(() => {});
      for (const name of ['slurmd', 'slurmctld', 'munged']) await stopDaemon(name);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeConfiguration(folder: string, file: string): Promise<void> {
  for (const name of ['spool', 'state']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'munge.key'), randomBytes(1024), { mode: 0o400 });
  const [controllerPort, nodePort] = [await freePort(), await freePort()];
  const lines = [
    'ClusterName=test',
    `SlurmctldHost=${hostname()}(127.0.0.1)`,
    'SlurmUser=root',
    'SlurmdUser=root',
    `SlurmctldPort=${controllerPort}`,
    `SlurmdPort=${nodePort}`,
    'AuthType=auth/munge',
    'CredType=cred/munge',
    `AuthInfo=socket=${folder}/munge.socket`,
    `StateSaveLocation=${folder}/state`,
    `SlurmdSpoolDir=${folder}/spool`,
    `SlurmctldPidFile=${folder}/slurmctld.pid`,
    `SlurmdPidFile=${folder}/slurmd.pid`,
    `SlurmctldLogFile=${folder}/slurmctld.log`,
    `SlurmdLogFile=${folder}/slurmd.log`,
    // Without cgroups, which containers and CI seldom let a test have.
    'ProctrackType=proctrack/linuxproc',
    'TaskPlugin=task/none',
    'SelectType=select/cons_tres',
    'SelectTypeParameters=CR_Core_Memory',
    'JobAcctGatherType=jobacct_gather/linux',
    'JobAcctGatherFrequency=1',
    'JobAcctGatherParams=OverMemoryKill',
    'AccountingStorageType=accounting_storage/none',
    'JobCompType=jobcomp/none',
    'MpiDefault=none',
    'SwitchType=switch/none',
    'MailProg=/bin/true',
    'SlurmdParameters=config_overrides',
    'SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1',
    'KillWait=1',
    'ReturnToService=2',
    'MaxArraySize=4',
    // More cores than there are: stages of tests mostly sleep.
    `NodeName=node NodeHostname=${hostname()} NodeAddr=127.0.0.1 CPUs=8 RealMemory=8000`,
    'PartitionName=main Nodes=node Default=YES State=UP',
    'PartitionName=closed Nodes=node State=DOWN',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
}

function mungeOptions(folder: string): string[] {
  const files = { 'key-file': 'munge.key', socket: 'munge.socket', 'pid-file': 'munged.pid' };
  const more = { 'log-file': 'munged.log', 'seed-file': 'munged.seed' };
  const paths = Object.entries({ ...files, ...more }).map(
    ([option, name]) => `--${option}=${join(folder, name)}`,
  );
  // Forced: it warns of running as root.
  return ['--foreground', '--force', ...paths];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function logsOf(folder: string): Promise<string> {
  const logs = ['munged.log', 'slurmctld.log', 'slurmd.log'].map((name) =>
    readFile(join(folder, name), 'utf8').catch(() => ''),
  );
  return (await Promise.all(logs)).map((log) => log.split('\n').slice(-15).join('\n')).join('\n');
}
