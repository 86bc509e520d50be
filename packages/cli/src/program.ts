import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addBaselinesCommand } from './command-line/baselines-command.ts';
import { addCacheCommands } from './command-line/cache-commands.ts';
import { addDataCommands } from './command-line/data-commands.ts';
import { addDetectorCommands } from './command-line/detector-commands.ts';
import { addDoctorCommand } from './command-line/doctor-command.ts';
import { examples } from './command-line/examples.ts';
import { addInitCommand } from './command-line/init-command.ts';
import { addInspectCommands } from './command-line/inspect-commands.ts';
import { addMigrateCommand } from './command-line/migrate-command.ts';
import { addNetsCommand } from './command-line/nets-command.ts';
import { addRunCommands } from './command-line/run-commands.ts';
import { type ExitCode, exitCodes, reportError } from './exit.ts';

/** Runs the program with these arguments and returns its exit code. */
export async function main(args: string[]): Promise<ExitCode> {
  const result: { code: ExitCode } = { code: exitCodes.success };
  try {
    await createProgram(result).parseAsync(args, { from: 'user' });
    return result.code;
  } catch (error) {
    return reportError(error, { json: args.includes('--json'), verbose: args.includes('--verbose') });
  }
}

/** Each command loads its code when it is called, so that a run with nothing to do is fast. */
function createProgram(result: { code: ExitCode }): Command {
  const program = new Command('fcdd')
    .description('One-class anomaly-detection experiments, declared in YAML and run as cached pipelines.')
    .version(manifest.version, '-V, --version', 'print the version')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      examples(
        ['fcdd run configs/quickstart.yaml', 'run an experiment: only what has changed'],
        ['fcdd plan configs/quickstart.yaml', 'see what would run, and why'],
      ) + '\nExit codes: 0 all is well, 1 a stage failed, 2 the input is wrong, 130 interrupted\n',
    );
  addRunCommands(program, result);
  addInspectCommands(program);
  addInitCommand(program);
  addMigrateCommand(program, result);
  addNetsCommand(program);
  addBaselinesCommand(program);
  addDetectorCommands(program, result);
  addDataCommands(program, result);
  addCacheCommands(program, result);
  addDoctorCommand(program, result);
  return program;
}
