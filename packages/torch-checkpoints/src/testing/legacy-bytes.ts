/** Makes a pickle of protocol 2 from opcodes, written as text with one character per byte. */
export function pickle(opcodes: string): Buffer {
  return Buffer.from(`\x80\x02${opcodes}.`, 'latin1');
}

/**
 * Makes a file in PyTorch's old format with this pickle as its object and the given storages.
 * @param storages length in elements and bytes of each storage, by key
 */
export function legacyBytes(
  object: Buffer,
  storages: Record<string, { length: number; bytes: Uint8Array }> = {},
): Buffer {
  const keys = Object.keys(storages);
  const parts = [magicNumber, version, machine, object, pickle(`](${keys.map(text).join('')}e`)];
  for (const { length, bytes } of Object.values(storages)) {
    const prefix = Buffer.alloc(8);
    prefix.writeBigInt64LE(BigInt(length));
    parts.push(prefix, Buffer.from(bytes));
  }
  return Buffer.concat(parts);
}

/** Opcodes of a text. The next functions give those of a small integer and of a tensor of 32-bit floats. */
export function text(value: string): string {
  return `X${String.fromCharCode(value.length)}\0\0\0${value}`;
}

export function integer(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return `J${bytes.toString('latin1')}`;
}

export function tensor({
  key = 's',
  type = 'FloatStorage',
  length = 4,
  offset = 0,
  shape = [4],
  strides = [1],
}): string {
  const storage = `(${text('storage')}ctorch\n${type}\n${text(key)}${text('cpu')}${integer(length)}Nt`;
  const sizes = (list: number[]) => `(${list.map(integer).join('')}t`;
  return (
    `ctorch._utils\n_rebuild_tensor_v2\n(${storage}Q${integer(offset)}${sizes(shape)}${sizes(strides)}\x89Nt` +
    'R'
  );
}

const magicNumber = pickle('\x8a\x0al\xfc\x9c\x46\xf9 j\xa8P\x19');
const version = pickle('M\xe9\x03');
const machine = pickle(`}${text('little_endian')}\x88s`);
