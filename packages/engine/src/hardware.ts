import { existsSync, readdirSync } from 'node:fs';

/** What Linux shows of graphics hardware: device files, also of WSL's (`/dev/dxg`). */
export function graphicsDevices(): string[] {
  const folders = { '/dev/dri': /^renderD\d+$/, '/dev': /^(nvidia\d+|dxg)$/ };
  return Object.entries(folders).flatMap(([folder, pattern]) =>
    listed(folder)
      .filter((name) => pattern.test(name))
      .map((name) => `${folder}/${name}`),
  );
}

export function hasCudaHardware(): boolean {
  return graphicsDevices().some((file) => /nvidia|dxg/.test(file));
}

/** macOS and Windows show none, but have a driver for whatever there is. */
export function mayHaveGraphics(): boolean {
  return process.platform !== 'linux' || graphicsDevices().length > 0;
}

function listed(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
