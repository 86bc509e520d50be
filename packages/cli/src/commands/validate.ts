import { isUserError } from '@fcdd/errors';
import { type LoadedGraph, loadGraph, resultsConflict } from '@fcdd/studies';
import { type ExitCode, exitCodes, reportError } from '../exit.ts';
import { type ValidateOptions, defaultResults, overridesOf } from '../options.ts';
import { countOf } from '../renderers/sweep.ts';
import { readingFor } from '../surroundings.ts';

/** Checks each file, even after errors in others. */
export async function validateCommand(files: string[], options: ValidateOptions): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  for (const file of files) {
    try {
      const reading = readingFor(options);
      const loaded = await loadGraph(file, overridesOf(options), reading);
      console.log(`${file}: ${formatValid(loaded)}`);
      const conflict = await resultsConflict(defaultResults, { file, loaded, reading });
      if (conflict) console.error(`Warning: ${conflict.message}\n  ${conflict.hint}`);
      if (options.verbose) for (const line of variantLines(loaded)) console.log(line);
    } catch (error) {
      if (!isUserError(error)) throw error;
      code = reportError(error, { json: false, verbose: false });
    }
  }
  return code;
}

/** With halving, the number of stages is not known in advance. */
function formatValid({ graph, sweep }: LoadedGraph): string {
  const parts = [`${graph.experiment} is valid`];
  if (sweep) parts.push(countOf(sweep.variants.length));
  if (!sweep?.halving) parts.push(`${graph.nodes.length} stages`);
  return parts.join(', ');
}

function variantLines({ sweep }: LoadedGraph): string[] {
  return (sweep?.variants ?? []).map(({ name, values }) => {
    const assignments = Object.entries(values).map(([path, value]) => `${path}=${JSON.stringify(value)}`);
    return `  ${name}: ${assignments.join(', ')}`;
  });
}
