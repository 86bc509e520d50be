import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DataSettings } from '../settings.ts';

/** Settings with an empty data folder, which goes when the test ends, the lines that were logged, and of these the warnings. */
export async function testSettings(
  overrides: Partial<DataSettings> = {},
): Promise<DataSettings & { lines: string[]; warnings: string[] }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fcdd-data-'));
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
  const lines: string[] = [];
  const warnings: string[] = [];
  return {
    dataFolder,
    offline: true,
    log: (line) => lines.push(line),
    warn: (line) => warnings.push(line),
    lines,
    warnings,
    ...overrides,
  };
}
