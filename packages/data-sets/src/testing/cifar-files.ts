/** Planes of an image whose pixel p has the values 3p, 3p + 1, 3p + 2 (mod 256) plus a number of its own. */
export function planesOf(own: number): Uint8Array {
  return Uint8Array.from({ length: 3072 }, (_, i) => 3 * (i % 1024) + Math.floor(i / 1024) + own);
}

/** A file of the binary version. */
export function binaryBatch(records: { labels: number[]; own: number }[]): Buffer {
  return Buffer.concat(records.flatMap(({ labels, own }) => [Uint8Array.from(labels), planesOf(own)]));
}

/** A file of the python version, with the opcodes that Python 2 and the numpy of its time wrote. */
export function pickledBatch(labelsKey: string, records: { label: number; own: number }[]): Buffer {
  const { ops, text, number, global } = pickleOpcodes;
  const values = Buffer.concat(records.map(({ own }) => planesOf(own)));
  const array = Buffer.concat([
    global('numpy.core.multiarray', '_reconstruct'),
    ops('('),
    global('numpy', 'ndarray'),
    number(0),
    ops('\x85'),
    text('b'),
    ops('tR('),
    number(1),
    number(records.length),
    number(3072),
    ops('\x86'),
    global('numpy', 'dtype'),
    text('u1'),
    number(0),
    number(1),
    ops('\x87R('),
    number(3),
    text('|'),
    ops('NNN'),
    number(-1),
    number(-1),
    number(0),
    ops('tb\x89'),
    text(values),
    ops('tb'),
  ]);
  return Buffer.concat([
    ops('\x80\x02}('),
    text(labelsKey),
    ops('](', ...records.map(({ label }) => `K${String.fromCharCode(label)}`), 'e'),
    text('data'),
    array,
    ops('u.'),
  ]);
}

const pickleOpcodes = {
  ops: (...codes: string[]) => Buffer.from(codes.join(''), 'latin1'),
  /** A string of Python 2. */
  text(value: string | Buffer) {
    const bytes = Buffer.from(value as string);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([Buffer.from('T'), length, bytes]);
  },
  number(value: number) {
    const bytes = Buffer.alloc(5, 'J');
    bytes.writeInt32LE(value, 1);
    return bytes;
  },
  global: (module: string, name: string) => Buffer.from(`c${module}\n${name}\n`),
};
