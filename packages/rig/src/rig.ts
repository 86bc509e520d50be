import { mkdtemp, rm } from 'node:fs/promises';
import { type Socket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A process that waits at a point, or has waited there. */
export interface Held {
  pid: number;
  /** Lets the process continue. */
  release(): void;
  /** Resolves when the process has ended, however it did. */
  ended: Promise<void>;
}

/** Holds processes at the points that they tell with `holdAt`. */
export interface Rig {
  /** For `holdAt`. */
  address: string;
  /** Resolves when a process is at the point. Each that comes there is returned once, in the order of their arrival. */
  reached(point: string): Promise<Held>;
  /** How many have come to the point. */
  arrivals(point: string): number;
  /** Lets all processes continue that are at the point or will reach it. */
  open(point: string): void;
  /** Processes that wait anywhere fail. */
  close(): Promise<void>;
}

/** Needs a system with Unix domain sockets. */
export async function createRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'fcdd-rig-'));
  const address = join(folder, 'socket');
  const points = new Map<string, Point>();
  const sockets = new Set<Socket>();

  function pointCalled(name: string): Point {
    const point = points.get(name) ?? { arrivals: createQueue(), held: [], isOpen: false };
    points.set(name, point);
    return point;
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    // A process that is killed may reset its connection.
    socket.on('error', () => {});
    const ended = new Promise<void>((resolve) => {
      socket.once('close', () => {
        sockets.delete(socket);
        resolve();
      });
    });
    socket.once('data', (line) => {
      const { point: name, pid } = JSON.parse(String(line)) as { point: string; pid: number };
      const point = pointCalled(name);
      const held: Held = { pid, ended, release: () => void socket.write('go on\n') };
      point.held.push(held);
      point.arrivals.add(held);
      if (point.isOpen) held.release();
    });
  });
  await new Promise<void>((listening) => server.listen(address, listening));
  return {
    address,
    reached: (name) => pointCalled(name).arrivals.take(),
    arrivals: (name) => pointCalled(name).held.length,
    open: (name) => {
      const point = pointCalled(name);
      point.isOpen = true;
      for (const held of point.held) held.release();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Point {
  arrivals: Queue<Held>;
  /** All that have come. */
  held: Held[];
  isOpen: boolean;
}

interface Queue<Item> {
  add(item: Item): void;
  /** Resolves when there is an item. */
  take(): Promise<Item>;
}

function createQueue<Item>(): Queue<Item> {
  const items: Item[] = [];
  const takers: ((item: Item) => void)[] = [];
  return {
    add: (item) => {
      const taker = takers.shift();
      if (taker) taker(item);
      else items.push(item);
    },
    take: async () => items.shift() ?? new Promise<Item>((resolve) => takers.push(resolve)),
  };
}
