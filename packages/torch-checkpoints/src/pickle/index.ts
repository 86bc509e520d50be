export { type ByteCursor, byteCursor } from './byte-cursor.ts';
export { type Vocabulary, unpickle } from './unpickle.ts';
export { type PickleGlobal, type PickleNode, type PickleValue, isGlobal, isNode } from './values.ts';
