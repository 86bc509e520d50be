import type { ByteCursor } from './byte-cursor.ts';
import { type PickleGlobal, type PickleValue, isGlobal } from './values.ts';

/** The meanings of the names in a pickle. */
export interface Vocabulary {
  /** Members of Python modules by name; all other names are refused. */
  globals: ReadonlyMap<string, PickleGlobal>;
  /** Returns the data that a persistent identifier stands for; undefined where it is malformed. */
  persistent(identifier: PickleValue): PickleValue | undefined;
  /** Receives an object's attributes; omitted where they are not needed. */
  build?(target: PickleValue, state: PickleValue): void;
}

/**
 * Reads one pickle, of protocol 2 to 5, as data. Nothing is built or called, so that time and memory grow only with
 * the pickle's length. It knows the opcodes of Python's `pickletools` that `torch.save` writes.
 * @throws DataError where the pickle is damaged, or uses a name that the vocabulary does not list
 */
export function unpickle(cursor: ByteCursor, vocabulary: Vocabulary): PickleValue {
  const machine: Machine = { cursor, vocabulary, start: 0, stack: [], marked: [], memo: new Map() };
  for (;;) {
    machine.start = cursor.position;
    const code = cursor.take(1)[0]!;
    if (code === stopCode) return pop(machine);
    const operation = operations[code];
    if (!operation) throw refuse(machine, `it has the opcode 0x${code.toString(16).padStart(2, '0')}`);
    operation(machine);
  }
}

interface Machine {
  cursor: ByteCursor;
  vocabulary: Vocabulary;
  /** Position of the opcode. */
  start: number;
  stack: PickleValue[];
  /** Stacks below the marks. */
  marked: PickleValue[][];
  memo: Map<number, PickleValue>;
}

type Operation = (machine: Machine) => void;

const stopCode = 0x2e;
/** Longest integer that is read, in bytes. The longest that PyTorch writes, its magic number, has ten. */
const longestInteger = 32;

const operations: Record<number, Operation | undefined> = {
  0x80: protocol,
  0x95: ({ cursor }) => void cursor.take(8), // FRAME: its length is only needed for reading ahead.
  0x28: mark,
  0x30: pop, // POP
  0x31: popToMark, // POP_MARK
  0x4e: constant(null),
  0x88: constant(true),
  0x89: constant(false),
  0x4a: ({ cursor, stack }) => stack.push(cursor.take(4).readInt32LE()), // BININT
  0x4b: ({ cursor, stack }) => stack.push(cursor.take(1)[0]!), // BININT1
  0x4d: ({ cursor, stack }) => stack.push(cursor.take(2).readUInt16LE()), // BININT2
  0x8a: (machine) => integer(machine, machine.cursor.take(1)[0]!), // LONG1
  0x8b: (machine) => integer(machine, length4(machine)), // LONG4
  0x47: ({ cursor, stack }) => stack.push(cursor.take(8).readDoubleBE()), // BINFLOAT
  0x58: (machine) => text(machine, length4(machine)), // BINUNICODE
  0x8c: (machine) => text(machine, length1(machine)), // SHORT_BINUNICODE
  0x8d: (machine) => text(machine, length8(machine)), // BINUNICODE8
  0x54: (machine) => text(machine, length4(machine), 'latin1'), // BINSTRING, of Python 2
  0x55: (machine) => text(machine, length1(machine), 'latin1'), // SHORT_BINSTRING
  0x42: (machine) => bytes(machine, length4(machine)), // BINBYTES
  0x43: (machine) => bytes(machine, length1(machine)), // SHORT_BINBYTES
  0x8e: (machine) => bytes(machine, length8(machine)), // BINBYTES8
  0x29: ({ stack }) => stack.push([]), // EMPTY_TUPLE
  0x85: (machine) => tuple(machine, 1),
  0x86: (machine) => tuple(machine, 2),
  0x87: (machine) => tuple(machine, 3),
  0x74: tupleFromMark, // TUPLE
  0x5d: ({ stack }) => stack.push([]), // EMPTY_LIST
  0x61: (machine) => append(machine, [pop(machine)]), // APPEND
  0x65: (machine) => append(machine, popToMark(machine)), // APPENDS
  0x7d: ({ stack }) => stack.push(new Map()), // EMPTY_DICT
  0x73: (machine) => setItems(machine, popSeveral(machine, 2)), // SETITEM
  0x75: (machine) => setItems(machine, popToMark(machine)), // SETITEMS
  0x71: (machine) => memoize(machine, length1(machine)), // BINPUT
  0x72: (machine) => memoize(machine, length4(machine)), // LONG_BINPUT
  0x94: (machine) => memoize(machine, machine.memo.size), // MEMOIZE
  0x68: (machine) => recall(machine, length1(machine)), // BINGET
  0x6a: (machine) => recall(machine, length4(machine)), // LONG_BINGET
  0x63: globalFromLines, // GLOBAL
  0x93: globalFromStack, // STACK_GLOBAL
  0x52: reduce, // REDUCE
  0x62: build, // BUILD
  0x51: persistent, // BINPERSID
};

function refuse({ cursor, start }: Machine, reason: string) {
  return cursor.refuse(reason, start);
}

function pop(machine: Machine): PickleValue {
  const value = machine.stack.pop();
  if (value === undefined) throw refuse(machine, 'it takes a value that does not exist');
  return value;
}

function popSeveral(machine: Machine, count: number): PickleValue[] {
  const values = Array.from({ length: count }, () => pop(machine));
  return values.reverse();
}

function mark(machine: Machine): void {
  machine.marked.push(machine.stack);
  machine.stack = [];
}

function popToMark(machine: Machine): PickleValue[] {
  const below = machine.marked.pop();
  if (!below) throw refuse(machine, 'it goes back to a mark that does not exist');
  const values = machine.stack;
  machine.stack = below;
  return values;
}

function protocol(machine: Machine): void {
  const version = machine.cursor.take(1)[0]!;
  if (version < 2 || version > 5) throw refuse(machine, `it has the pickle protocol ${version}`);
}

function constant(value: PickleValue): Operation {
  return ({ stack }) => stack.push(value);
}

function length1({ cursor }: Machine): number {
  return cursor.take(1)[0]!;
}

function length4({ cursor }: Machine): number {
  return cursor.take(4).readUInt32LE();
}

function length8({ cursor }: Machine): number {
  return Number(cursor.take(8).readBigUInt64LE());
}

function integer(machine: Machine, length: number): void {
  if (length > longestInteger) throw refuse(machine, `it has an integer of ${length} bytes`);
  const digits = Buffer.from(machine.cursor.take(length)).reverse().toString('hex');
  const value = BigInt.asIntN(8 * length, BigInt(`0x${digits || '0'}`));
  const isSafe = Number.isSafeInteger(Number(value));
  machine.stack.push(isSafe ? Number(value) : value);
}

function text({ cursor, stack }: Machine, length: number, encoding: 'utf8' | 'latin1' = 'utf8'): void {
  stack.push(cursor.take(length).toString(encoding));
}

function bytes({ cursor, stack }: Machine, length: number): void {
  stack.push(cursor.take(length));
}

function tuple(machine: Machine, length: number): void {
  machine.stack.push(popSeveral(machine, length));
}

function tupleFromMark(machine: Machine): void {
  const values = popToMark(machine);
  machine.stack.push(values);
}

function append(machine: Machine, values: PickleValue[]): void {
  const list = machine.stack.at(-1);
  if (!Array.isArray(list)) throw refuse(machine, 'it appends to something that is not a list');
  for (const value of values) list.push(value);
}

function setItems(machine: Machine, keysAndValues: PickleValue[]): void {
  const map = machine.stack.at(-1);
  if (!(map instanceof Map)) throw refuse(machine, 'it sets items of something that is not a dictionary');
  if (keysAndValues.length % 2) throw refuse(machine, 'it sets an item without a value');
  for (let i = 0; i < keysAndValues.length; i += 2) map.set(keysAndValues[i]!, keysAndValues[i + 1]!);
}

function memoize(machine: Machine, index: number): void {
  const value = machine.stack.at(-1);
  if (value === undefined) throw refuse(machine, 'it remembers a value that does not exist');
  machine.memo.set(index, value);
}

function recall(machine: Machine, index: number): void {
  const value = machine.memo.get(index);
  if (value === undefined) throw refuse(machine, `it refers to value ${index}, which does not exist,`);
  machine.stack.push(value);
}

function globalFromLines(machine: Machine): void {
  const module = machine.cursor.takeLine().toString('utf8');
  const name = machine.cursor.takeLine().toString('utf8');
  pushGlobal(machine, module, name);
}

function globalFromStack(machine: Machine): void {
  const [module, name] = popSeveral(machine, 2);
  if (typeof module !== 'string' || typeof name !== 'string')
    throw refuse(machine, 'it takes a name from a module, and one of the two is not text,');
  pushGlobal(machine, module, name);
}

function pushGlobal(machine: Machine, module: string, name: string): void {
  const known = machine.vocabulary.globals.get(`${module}.${name}`);
  if (!known)
    throw refuse(
      machine,
      `it asks to run code, which is never done: it names ${shortened(`${module}.${name}`)}`,
    );
  machine.stack.push(known);
}

/** Makes a name from a hostile file safe to print: short, and without control characters. */
function shortened(name: string): string {
  const printable = name.replace(/[^\x20-\x7e]/g, '?');
  return printable.length > 100 ? `${printable.slice(0, 100)}...` : printable;
}

function reduce(machine: Machine): void {
  const [callable, args] = popSeveral(machine, 2);
  if (!isGlobal(callable) || !callable.describe || !Array.isArray(args))
    throw refuse(machine, 'it calls something that is not a function');
  const value = callable.describe(args);
  if (value === undefined) throw refuse(machine, `it gives ${callable.name} arguments that do not fit`);
  machine.stack.push(value);
}

function build(machine: Machine): void {
  const state = pop(machine);
  const target = machine.stack.at(-1);
  if (target === undefined) throw refuse(machine, 'it sets attributes of a value that does not exist');
  machine.vocabulary.build?.(target, state);
}

function persistent(machine: Machine): void {
  const value = machine.vocabulary.persistent(pop(machine));
  if (value === undefined) throw refuse(machine, 'it refers to a malformed storage');
  machine.stack.push(value);
}
