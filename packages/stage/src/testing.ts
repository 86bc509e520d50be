import { join } from 'node:path';
import { createRandom } from '@fcdd/random';
import type { StageContext } from './definition.ts';

/** A context that remembers the stage's messages. */
export interface TestContext<Parameters> extends StageContext<Parameters> {
  /** All that is logged. */
  lines: string[];
  /** The warnings among them. */
  warnings: string[];
  reports: [done: number, total: number, metrics?: Record<string, number>][];
}

/**
 * A context for tests, as the host gives it to a stage: offline, on one thread, with all files in `folder`.
 * @param stage its name, on which its random streams depend
 * @param given what the test is about; it takes the place of the rest
 */
export function testContext<Parameters>(
  stage: string,
  folder: string,
  given: { parameters: Parameters } & Partial<StageContext<Parameters>>,
): TestContext<Parameters> {
  const seed = (given.parameters as { seed?: number }).seed ?? 0;
  const lines: string[] = [];
  const warnings: string[] = [];
  const reports: TestContext<Parameters>['reports'] = [];
  return {
    inputs: {},
    outputFolder: folder,
    checkpointFolder: join(folder, 'checkpoint'),
    threads: 1,
    gpus: [],
    engine: { backend: 'cpu', device: 'cpu' },
    settings: { dataFolder: join(folder, 'data'), offline: true, files: {} },
    provenance: [],
    random: (...labels) => createRandom(stage, seed, ...labels),
    log: {
      info: (message) => void lines.push(message),
      warn: (message) => {
        lines.push(message);
        warnings.push(message);
      },
    },
    progress: (...report) => void reports.push(report),
    signal: new AbortController().signal,
    ...given,
    lines,
    warnings,
    reports,
  };
}
