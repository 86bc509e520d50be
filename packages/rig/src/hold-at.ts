import { connect } from 'node:net';

/**
 * Tells a test that this process is at a point, and waits there until the test lets it continue. The connection stays open
 * until the process ends, which tells the test that it has.
 * @param address of the test's rig
 * @param signal ends the wait early, with its reason as the error
 * @throws Error where the rig is gone
 */
export function holdAt(address: string, point: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    const goOn = (end: () => void): void => {
      signal?.removeEventListener('abort', stop);
      socket.unref();
      end();
    };
    const stop = (): void => goOn(() => reject(signal!.reason));
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    socket.once('data', () => goOn(resolve));
    socket.once('error', (error) => goOn(() => reject(error)));
    socket.once('close', () => goOn(() => reject(new Error(`The rig that held '${point}' is gone.`))));
    socket.write(`${JSON.stringify({ point, pid: process.pid })}\n`);
  });
}
