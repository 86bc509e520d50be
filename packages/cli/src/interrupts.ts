/** Requests of the user or the system to end the program: the first stops stages, the second kills them. */
export interface Interrupts {
  stop: AbortSignal;
  kill: AbortSignal;
  end(): void;
}

export function listenForInterrupts(onFirst: () => void): Interrupts {
  const stop = new AbortController();
  const kill = new AbortController();
  const interrupt = (): void => {
    if (stop.signal.aborted) return kill.abort();
    stop.abort();
    onFirst();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  const end = (): void => {
    for (const signal of signals) process.off(signal, interrupt);
  };
  return { stop: stop.signal, kill: kill.signal, end };
}
