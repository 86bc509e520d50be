import { lower } from '../lowering/lower.ts';
import type { Trace } from '../recording/trace.ts';
import { detectTarget } from './detect-target.ts';
import { createSession } from './session.ts';
import type { Session } from './session.ts';
import { sizeOf } from '../lowering/stored.ts';

/** A compiled graph, ready for leaves of the same structure. */
export interface CompiledGraph {
  readonly session: Session;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Below this many elements a second thread costs more than it gains. */
const SMALL_GRAPH_ELEMENTS = 20_000;

/** Keeps the most recently used compiled graphs, by structure, and releases the others. */
export class SessionCache {
  readonly #graphs = new Map<string, CompiledGraph>();
  readonly #capacity: number;
  readonly #threads: number;
  /** How many graphs were compiled so far. */
  compilations = 0;

  constructor({ capacity, threads }: { capacity: number; threads: number }) {
    this.#capacity = capacity;
    this.#threads = threads;
  }

  get(trace: Trace): CompiledGraph {
    const graph = this.#graphs.get(trace.key) ?? this.#compile(trace);
    this.#graphs.delete(trace.key);
    this.#graphs.set(trace.key, graph);
    if (this.#graphs.size > this.#capacity) this.#evictOldest();
    return graph;
  }

  releaseAll(): void {
    for (const { session } of this.#graphs.values()) session.release();
    this.#graphs.clear();
  }

  #compile(trace: Trace): CompiledGraph {
    const { model, inputs, outputs } = lower(trace, detectTarget());
    this.compilations++;
    return { session: createSession(model, { threads: this.#threadsFor(trace) }), inputs, outputs };
  }

  /** Each session has a thread pool of its own, so small ones get none. */
  #threadsFor({ leaves, operations }: Trace): number {
    const isLarge = ({ shape }: { shape: readonly number[] }) => sizeOf(shape) >= SMALL_GRAPH_ELEMENTS;
    return leaves.some(isLarge) || operations.some(isLarge) ? this.#threads : 1;
  }

  #evictOldest(): void {
    const [key, graph] = this.#graphs.entries().next().value!;
    this.#graphs.delete(key);
    graph.session.release();
  }
}
