/** A counting semaphore between threads: an Int32Array of one element on shared memory. */
export type Semaphore = Int32Array<SharedArrayBuffer>;

export function createSemaphore(permits: number): Semaphore {
  const semaphore = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  semaphore[0] = permits;
  return semaphore;
}

/** Blocks the thread until there is a permit, and takes it. Only one thread may take permits. */
export function acquire(semaphore: Semaphore): void {
  while (Atomics.load(semaphore, 0) === 0) Atomics.wait(semaphore, 0, 0);
  Atomics.sub(semaphore, 0, 1);
}

export function release(semaphore: Semaphore): void {
  Atomics.add(semaphore, 0, 1);
  Atomics.notify(semaphore, 0);
}
