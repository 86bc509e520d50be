import { lower } from '../lowering/lower.ts';
import type { Trace } from '../recording/trace.ts';
import { detectTarget } from './detect-target.ts';
import { createSession } from './session.ts';
import type { Session, SessionOptions } from './session.ts';
import { sizeOf } from '../lowering/stored.ts';

/** A compiled graph, ready for leaves of the same structure. */
export interface CompiledGraph {
  readonly session: Session;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export interface SessionCacheOptions extends SessionOptions {
  /** Number of compiled graphs that are kept. */
  capacity: number;
}

/** Number of elements below which a second thread costs more than it saves. */
const SMALL_GRAPH_ELEMENTS = 20_000;

/** Keeps the most recently used compiled graphs, by structure, and releases the others. */
export class SessionCache {
  readonly #graphs = new Map<string, CompiledGraph>();
  readonly #options: SessionCacheOptions;
  /** Number of graphs compiled so far. */
  compilations = 0;

  constructor(options: SessionCacheOptions) {
    this.#options = options;
  }

  get(trace: Trace): CompiledGraph {
    const graph = this.#graphs.get(trace.key) ?? this.#compile(trace);
    this.#graphs.delete(trace.key);
    this.#graphs.set(trace.key, graph);
    if (this.#graphs.size > this.#options.capacity) this.#evictOldest();
    return graph;
  }

  releaseAll(): void {
    for (const { session } of this.#graphs.values()) session.release();
    this.#graphs.clear();
  }

  #compile(trace: Trace): CompiledGraph {
    const { device, fallback } = this.#options;
    const { model, inputs, outputs } = lower(trace, detectTarget(device));
    this.compilations++;
    const session = createSession(model, { device, threads: this.#threadsFor(trace), fallback });
    return { session, inputs, outputs };
  }

  /** Number of threads of a session. Each session has its own thread pool, so small ones use one thread. */
  #threadsFor({ leaves, operations }: Trace): number {
    const isLarge = ({ shape }: { shape: readonly number[] }) => sizeOf(shape) >= SMALL_GRAPH_ELEMENTS;
    return leaves.some(isLarge) || operations.some(isLarge) ? this.#options.threads : 1;
  }

  #evictOldest(): void {
    const [key, graph] = this.#graphs.entries().next().value!;
    this.#graphs.delete(key);
    graph.session.release();
  }
}
