import { existsSync, readdirSync } from 'node:fs';

/** Device files of graphics hardware on Linux, including that of WSL (`/dev/dxg`). */
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

/**
 * Whether there may be graphics hardware. macOS and Windows show no device files, but have drivers for their
 * hardware.
 */
export function mayHaveGraphics(): boolean {
  return process.platform !== 'linux' || graphicsDevices().length > 0;
}

function listed(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
