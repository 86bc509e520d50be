import type { SourceFile } from './source-file.ts';

/** Whether a file that begins with these bytes is in PyTorch's zip format. */
export function isZip(head: Uint8Array): boolean {
  return textOf(head).startsWith('PK\x03\x04');
}

/**
 * Refuses a file that is not a checkpoint and says which kind of file it is.
 * @throws DataError that names the kind
 */
export function refuseOtherKinds(head: Uint8Array, file: SourceFile): void {
  const text = textOf(head);
  const isPickle = head[0] === 0x80;
  if (isPickle || isZip(head)) return;
  const kind = otherKinds.find(({ matches }) => matches(text))?.kind;
  throw file.refuse(kind ?? `it begins with the bytes ${hexOf(head.subarray(0, 4))}, unlike any checkpoint`);
}

const otherKinds: { kind: string; matches(text: string): boolean }[] = [
  { kind: 'it is empty', matches: (text) => text === '' },
  {
    kind: 'it is a Git LFS pointer; the file that it stands for was not fetched',
    matches: (text) => text.startsWith('version https://git-lfs'),
  },
  { kind: 'it is a web page', matches: (text) => /^\s*<(?:!doctype|html|\?xml)/i.test(text) },
  {
    kind: 'it is a safetensors file, whose name must end in .safetensors',
    matches: (text) => /^.{4}\0{4}\{/s.test(text),
  },
  { kind: 'it is compressed with gzip', matches: (text) => text.startsWith('\x1f\x8b') },
  {
    kind: 'it is a tar file, which PyTorch wrote before 2017; load and save it with a later PyTorch',
    matches: (text) => text.startsWith('ustar', 257),
  },
  { kind: 'it is text', matches: (text) => /^[\t\n\r\x20-\x7e]+$/.test(text) },
];

function textOf(head: Uint8Array): string {
  return Buffer.from(head).toString('latin1');
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').replace(/..\B/g, '$& ');
}
