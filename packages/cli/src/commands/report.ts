import { claimResults, reportGraph } from '@fcdd/studies';
import { type ExitCode, exitCodeOf } from '../exit.ts';
import type { ReportOptions } from '../options.ts';
import { createReportRenderer } from '../renderers/report.ts';
import { surroundingsFor } from '../surroundings.ts';
import { execute } from './run.ts';

export async function reportCommand(file: string, options: ReportOptions): Promise<ExitCode> {
  const surroundings = await surroundingsFor(options);
  const loaded = await reportGraph(file, surroundings);
  await claimResults(options.results, { file, loaded, reading: surroundings.reading });
  const rest = { offline: true, retries: 0 };
  return exitCodeOf(await execute(loaded, { ...options, ...rest }, createReportRenderer()));
}
