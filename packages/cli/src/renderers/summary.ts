import { relative } from 'node:path';
import type { NodeFailure, RunEvent, RunSummary } from '@fcdd/runner';
import { formatSeconds } from '../format.ts';

/** Formats the start of a run, with the engine that was chosen. */
export function formatStart({
  experiment,
  nodes,
  engine,
}: Extract<RunEvent, { type: 'run-started' }>): string {
  return `${experiment}: ${nodes.length} stages, computed by ${engine.backend} on ${engine.device}`;
}

/** Formats how a run ended and where its report is. */
export function formatSummary(summary: RunSummary): string[] {
  const { experiment, ran, cached, skipped, failures, interrupted, duration } = summary;
  const counts = [ran === 1 ? '1 stage ran' : `${ran} stages ran`, `${cached} cached`];
  if (failures.length > 0) counts.push(`${failures.length} failed`);
  if (skipped > 0) counts.push(`${skipped} did not run`);
  const lines = [`${experiment}: ${counts.join(', ')}, in ${formatSeconds(duration)}`];
  if (interrupted) lines.push('Stopped. Run the same command to resume.');
  const report = reportOf(summary);
  if (report && failures.length === 0 && !interrupted) lines.push(`Report: ${report}`);
  return lines;
}

/** Returns the report's path relative to the working directory, if the run has a report. */
export function reportOf({ report }: RunSummary): string | undefined {
  return report && relative('', report);
}

export function formatFailure(
  { id, message, stack, logFile, lastLines = [] }: NodeFailure,
  verbose: boolean,
): string {
  const lines = [`${id} failed: ${message}`];
  if (verbose && stack) lines.push(stack);
  if (lastLines.length > 0) lines.push('  Its log ends with:', ...lastLines.map((line) => `  | ${line}`));
  if (logFile) lines.push(`  Log: ${logFile}`);
  return lines.join('\n');
}
