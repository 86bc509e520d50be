import { reportGraph } from '@fcdd/studies';
import { type ExitCode, exitCodeOf } from '../exit.ts';
import type { ReportOptions } from '../options.ts';
import { createReportRenderer } from '../renderers/report.ts';
import { surroundingsFor } from '../surroundings.ts';
import { execute } from './run.ts';

export async function reportCommand(file: string, options: ReportOptions): Promise<ExitCode> {
  const loaded = await reportGraph(file, await surroundingsFor(options));
  const rest = { offline: true, retries: 0 };
  return exitCodeOf(await execute(loaded, { ...options, ...rest }, createReportRenderer()));
}
