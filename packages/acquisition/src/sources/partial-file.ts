import { readFile, rm, stat, writeFile } from 'node:fs/promises';

/** A file that is being downloaded. Its beginning stays when the process ends, so that another can resume. */
export interface PartialFile {
  path: string;
  /** Bytes that are there. */
  size: number;
  /** Where they come from; undefined where nothing is there. */
  origin?: PartialOrigin;
}

export interface PartialOrigin {
  url: string;
  /** Mark by which the server knows the version of the file: a strong ETag, or when it was last modified. */
  validator?: string;
}

/** The beginning of `<path>.part` is kept with `<path>.part.json`, which tells where it comes from. */
export async function openPartial(path: string): Promise<PartialFile> {
  const origin = await readOrigin(path);
  const size = origin
    ? await stat(path).then(
        (found) => found.size,
        () => 0,
      )
    : 0;
  return { path, size, origin: size > 0 ? origin : undefined };
}

export async function noteOrigin({ path }: PartialFile, origin: PartialOrigin): Promise<void> {
  await writeFile(originPath(path), JSON.stringify(origin));
}

export async function dropOrigin(path: string): Promise<void> {
  await rm(originPath(path), { force: true });
}

export async function dropPartial(path: string): Promise<void> {
  await rm(path, { force: true });
  await dropOrigin(path);
}

async function readOrigin(path: string): Promise<PartialOrigin | undefined> {
  try {
    const { url, validator } = JSON.parse(await readFile(originPath(path), 'utf8')) as PartialOrigin;
    return { url: String(url), validator: validator === undefined ? undefined : String(validator) };
  } catch {
    return undefined;
  }
}

function originPath(path: string): string {
  return `${path}.json`;
}
