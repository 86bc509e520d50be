import { type Session, type Store, addNote, readNotes, reviseNotes, whileAlone } from '@fcdd/artifacts';
import type { Components } from './fingerprint.ts';

/** State of a node when it was last brought up to date. */
export interface NodeHistory {
  fingerprint: string;
  readonly components: Components;
  /** Seconds that the stage ran. */
  duration: number;
}

/** A note as it is stored. The last note of a node counts. */
interface NodeNote {
  id: string;
  fingerprint: string;
  duration: number;
  /** JSON of the components, because most are never read. */
  components: string;
}

/** States that earlier runs have noted, by node id. */
export async function readHistory(store: Store, experiment: string): Promise<Map<string, NodeHistory>> {
  const notes = await readNotes<NodeNote>(store, noteKey(experiment));
  return new Map(notes.map((note) => [note.id, historyOf(note)]));
}

/** Removes notes that later ones have replaced, once they are the most and no other run can add any. */
export async function shortenHistory(session: Session, experiment: string): Promise<void> {
  const { store } = session;
  const key = noteKey(experiment);
  const notes = await readNotes<NodeNote>(store, key);
  if (notes.length <= 2 * lastOfEach(notes).length) return;
  await whileAlone(session, () => reviseNotes<NodeNote>(store, key, lastOfEach));
}

/** Notes a node's state, if it differs from the last note. */
export async function rememberNode(
  store: Store,
  experiment: string,
  id: string,
  { fingerprint, components, duration }: NodeHistory,
  before?: NodeHistory,
): Promise<void> {
  if (before?.fingerprint === fingerprint) return;
  const note: NodeNote = { id, fingerprint, duration, components: JSON.stringify(components) };
  await addNote(store, noteKey(experiment), note);
}

/** Keys of the notes on experiments' earlier runs. */
export function historyKeys(experiments: Iterable<string>): string[] {
  return [...new Set(experiments)].map(noteKey);
}

function lastOfEach(notes: NodeNote[]): NodeNote[] {
  return [...new Map(notes.map((note) => [note.id, note])).values()];
}

function historyOf({ fingerprint, duration, components }: NodeNote): NodeHistory {
  return {
    fingerprint,
    duration,
    get components() {
      return JSON.parse(components) as Components;
    },
  };
}

function noteKey(experiment: string): string {
  return `last states in ${experiment}`;
}
