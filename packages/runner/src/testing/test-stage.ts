import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdAt } from '@fcdd/rig';
import type { StageContext, StageDefinition, StageInput } from '@fcdd/stage';

/** Function that a file with the code of a test's stage exports as `run`. */
export type TestStage = (context: TestStageContext) => unknown;

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface TestStageContext extends StageContext<Record<string, any>> {
  /** Writes an output, `out.txt` unless it is named. */
  write(text: string, file?: string): void;
  /** The text in `out.txt` of an input. */
  read(input: StageInput): string;
  /** Waits at a point of the test's rig until the test lets it continue, or the stage has to end, which null ignores. */
  hold(point: string, signal?: AbortSignal | null): Promise<void>;
}

/** Ways in which a stage informs its test. */
export interface Reports {
  /** File to which its parameter `id` is added when it starts; left out: none. */
  startedFile?: string;
  /** Address of the rig. */
  rig: string;
}

/** The stage of a test, as a bundle exports it. */
export function asStage(
  name: string,
  run: TestStage,
  { startedFile, rig }: Reports,
): Pick<StageDefinition<Record<string, unknown>>, 'name' | 'run'> {
  return {
    name,
    run: async (context) => {
      if (startedFile) appendFileSync(startedFile, `${context.parameters['id']}\n`);
      await run({
        ...context,
        write: (text, file = 'out.txt') => writeFileSync(join(context.outputFolder, file), text),
        read: ({ folder }) => readFileSync(join(folder, 'out.txt'), 'utf8'),
        hold: (point, signal = context.signal) => holdAt(rig, point, signal ?? undefined),
      });
    },
  };
}
