import type { StageTask } from '../executor.ts';

/** Stops the process of a task when the run is stopped, or when the task takes longer than it may. */
export function stopOnRequest(
  child: { kill(signal?: 'SIGKILL'): boolean },
  { timeout, signal, killSignal }: Pick<StageTask, 'timeout' | 'signal' | 'killSignal'>,
): { timedOut(): boolean; release(): void } {
  let timedOut = false;
  const stop = (): void => void child.kill();
  const kill = (): void => void child.kill('SIGKILL');
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  killSignal.addEventListener('abort', kill);
  const onTimeout = (): void => {
    timedOut = true;
    stop();
  };
  const timer = timeout === undefined ? undefined : setTimeout(onTimeout, timeout * 1000);
  return {
    timedOut: () => timedOut,
    release: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      killSignal.removeEventListener('abort', kill);
    },
  };
}
