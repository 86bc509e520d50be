/** An entry of a tar archive, as hostile as its header can be. */
export interface TarBytesEntry {
  name: string;
  contents?: string | Buffer;
  /** A file, unless said otherwise: 1 hard link, 2 symbolic link, 3 character device, 5 folder, 6 pipe, S sparse. */
  type?: '0' | '1' | '2' | '3' | '5' | '6' | 'L' | 'S' | 'g' | 'x';
  linkname?: string;
  /** Value in the header, if it differs from the true one. */
  size?: number;
  checksum?: number;
}

const blockSize = 512;

/** The bytes of a tar archive that no tool would write. */
export function tarBytes(entries: readonly TarBytesEntry[], end = Buffer.alloc(2 * blockSize)): Buffer {
  return Buffer.concat([...entries.map(entryBytes), end]);
}

function entryBytes({ name, contents = '', type = '0', linkname = '', ...lies }: TarBytesEntry): Buffer {
  const bytes = Buffer.from(contents);
  const header = Buffer.alloc(blockSize);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write(octal(lies.size ?? bytes.length), 124);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write(linkname, 157, 100);
  header.write('ustar\0' + '00', 257);
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${(lies.checksum ?? checksum).toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc(-bytes.length & (blockSize - 1))]);
}

function octal(value: number): string {
  return `${value.toString(8).padStart(11, '0')}\0`;
}

/** A PAX header that holds for the next entry. */
export function paxEntry(fields: Record<string, string>): TarBytesEntry {
  const contents = Object.entries(fields).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(rest);
    while (Buffer.byteLength(`${length}${rest}`) !== length) length++;
    return `${length}${rest}`;
  });
  return { name: 'pax', type: 'x', contents: contents.join('') };
}
