import { type EngineChoice, canonicalJson } from '@fcdd/stage';
import type { Components, InputComponent } from './fingerprint.ts';
import type { FileChange } from './why/file-changes.ts';

/** Why a stage runs. */
export type Reason =
  | { type: 'first' }
  | { type: 'parameter'; path: string; before: unknown; after: unknown }
  | {
      type: 'input';
      name: string;
      change: 'content' | 'number' | 'folder';
      /** Absent where they are unknown. */ files?: FileChange[];
    }
  | {
      type: 'code';
      /** Digests. */ before: string;
      after: string;
      /** Source files and packages, in words, where they are known. */ parts?: string[];
    }
  | { type: 'engine'; before?: EngineChoice; after?: EngineChoice }
  | { type: 'forced' }
  | { type: 'lost' }
  | { type: 'damaged'; damage: string }
  | { type: 'upstream'; id: string };

/**
 * Differences from the node's last state.
 * @param after without inputs where their content is not known yet
 */
export function changesSince(
  before: Components,
  after: Omit<Components, 'stage' | 'inputs'> & Partial<Components>,
): Reason[] {
  return [
    ...parameterChanges(before.parameters, after.parameters),
    ...(after.inputs ? inputChanges(before.inputs, after.inputs) : []),
    ...codeChange(before, after.code),
    ...engineChange(before.engine, after.engine),
  ];
}

/**
 * Explains why a node runs whose outputs are not in the store.
 * @param damage the damage of outputs that are in the store
 */
export function reasonsToRun(before: Components | undefined, after: Components, damage?: string): Reason[] {
  if (damage !== undefined) return [{ type: 'damaged', damage }];
  if (!before) return [{ type: 'first' }];
  const changes = changesSince(before, after);
  return changes.length === 0 ? [{ type: 'lost' }] : changes;
}

/** A reason in words, such as `quantile: 0.85 -> 0.9`. */
export function describeReason(reason: Reason): string {
  switch (reason.type) {
    case 'first':
      return 'has not run yet';
    case 'parameter':
      return `${reason.path}: ${brief(reason.before)} -> ${brief(reason.after)}`;
    case 'input':
      return describeInputChange(reason);
    case 'code':
      return listing('its code has changed', reason.parts);
    case 'engine':
      return `engine: ${engineName(reason.before)} -> ${engineName(reason.after)}`;
    case 'forced':
      return 'was asked to run again';
    case 'lost':
      return 'its outputs are no longer in the store';
    case 'damaged':
      return `its outputs are damaged: ${reason.damage}`;
    case 'upstream':
      return `'${reason.id}' runs`;
  }
}

function describeInputChange({ name, change, files }: Extract<Reason, { type: 'input' }>): string {
  switch (change) {
    case 'content':
      return listing(`the content of its input '${name}' has changed`, files?.map(describeFile));
    case 'number':
      return `it has other inputs '${name}'`;
    case 'folder':
      return `the folder that shows its input '${name}' has changed`;
  }
}

function parameterChanges(before: unknown, after: unknown, path: string[] = []): Reason[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (!isObject(before) || !isObject(after))
    return [{ type: 'parameter', path: path.join('.'), before, after }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => parameterChanges(before[key], after[key], [...path, key]));
}

function inputChanges(before: Components['inputs'], after: Components['inputs']): Reason[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name): Reason[] => {
    const [old, present] = [before[name] ?? [], after[name] ?? []];
    if (canonicalJson(old) === canonicalJson(present)) return [];
    return [{ type: 'input', name, change: changeOf(old, present) }];
  });
}

function changeOf(before: InputComponent[], after: InputComponent[]): 'content' | 'number' | 'folder' {
  const isSame = (part: (input: InputComponent) => unknown): boolean =>
    canonicalJson(before.map(part)) === canonicalJson(after.map(part));
  if (!isSame(({ stage, matrix }) => [stage, matrix])) return 'number';
  return isSame(({ digest }) => digest) ? 'folder' : 'content';
}

function codeChange(before: Components, code: string): Reason[] {
  return before.code === code ? [] : [{ type: 'code', before: before.code, after: code }];
}

function engineChange(before?: EngineChoice, after?: EngineChoice): Reason[] {
  return canonicalJson({ before }) === canonicalJson({ before: after })
    ? []
    : [{ type: 'engine', before, after }];
}

const LISTED = 5;

function listing(text: string, parts: string[] = []): string {
  if (parts.length === 0) return text;
  const rest = parts.length - LISTED;
  return `${text}: ${parts.slice(0, LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function describeFile({ path, change }: FileChange): string {
  return change === 'changed' ? path : `${path} (${change})`;
}

function engineName(engine?: EngineChoice): string {
  return engine ? `${engine.backend} on ${engine.device}` : 'none';
}

function brief(value: unknown): string {
  const text = value === undefined ? 'not set' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
