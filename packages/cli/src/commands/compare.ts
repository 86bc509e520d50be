import { compareExperiments } from '@fcdd/studies';
import { type ExitCode, exitCodeOf } from '../exit.ts';
import type { ReportOptions } from '../options.ts';
import { createReportRenderer } from '../renderers/report.ts';
import { surroundingsFor } from '../surroundings.ts';
import { execute } from './run.ts';

export async function compareCommand(files: string[], options: ReportOptions): Promise<ExitCode> {
  const compared = await compareExperiments(files, await surroundingsFor(options));
  const rest = { offline: true, retries: 0 };
  return exitCodeOf(await execute(compared, { ...options, ...rest }, createReportRenderer()));
}
