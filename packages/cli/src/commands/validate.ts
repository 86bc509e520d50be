import { isUserError } from '@fcdd/errors';
import { type ExitCode, exitCodes, reportError } from '../exit.ts';
import { loadGraph } from '../load-graph.ts';
import { type ValidateOptions, overridesOf } from '../options.ts';

/** Checks each file, whatever is wrong with those before it. */
export async function validateCommand(files: string[], options: ValidateOptions): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  for (const file of files) {
    try {
      const { graph } = await loadGraph(file, overridesOf(options), options.data);
      console.log(`${file}: ${graph.experiment} is valid, ${graph.nodes.length} stages`);
    } catch (error) {
      if (!isUserError(error)) throw error;
      code = reportError(error, { json: false, verbose: false });
    }
  }
  return code;
}
