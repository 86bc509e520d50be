import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addBaselineCommands } from './baseline-commands.ts';
import { addDataCommands } from './data-commands.ts';
import { addDetectorCommands } from './detector-commands.ts';
import { examples } from './examples.ts';
import { addInspectCommands } from './inspect-commands.ts';
import { type ExitCode, exitCodes, reportError } from './exit.ts';
import { addInitCommand } from './init-command.ts';
import {
  type CollectOptions,
  type DoctorOptions,
  type PrintOptions,
  type StoreOptions,
  dataOption,
  jsonOption,
  storeOption,
  wholeNumber,
} from './options.ts';
import { addRunCommands } from './run-commands.ts';

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

/** Commands load their code when they are called: a run that has nothing to do must be fast. */
function createProgram(result: { code: ExitCode }): Command {
  const program = new Command('fcdd')
    .description('One-class anomaly-detection experiments, declared in YAML and run as cached pipelines.')
    .version(manifest.version, '-V, --version', 'print the version')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      examples(
        ['fcdd run configs/quickstart.yaml', 'run an experiment, or what has changed of it'],
        ['fcdd plan configs/quickstart.yaml', 'see what would run, and why'],
      ) + '\nExit codes: 0 all is well, 1 a stage failed, 2 the input is not right, 130 interrupted\n',
    );
  addRunCommands(program, result);
  addInspectCommands(program);
  addInitCommand(program);
  addNets(program);
  addBaselineCommands(program);
  addDetectorCommands(program, result);
  addDataCommands(program, result);
  addCache(program, result);
  addDoctor(program, result);
  return program;
}

function addNets(program: Command): void {
  program
    .command('nets')
    .summary('list the nets')
    .description(
      'List the nets: the images that they take, parameters, width of the receptive field in pixels, objectives, ' +
        'the nets that they are compared with, and where pretrained weights come from.',
    )
    .addOption(jsonOption)
    .addHelpText('after', examples(['fcdd nets', '']))
    .action(async (options: PrintOptions) => {
      const { netsCommand } = await import('./commands/nets.ts');
      netsCommand(options);
    });
}

function addCache(program: Command, result: { code: ExitCode }): void {
  const cache = program
    .command('cache')
    .summary('look at, check and clean the store of outputs')
    .description('Look at, check and clean the store of outputs.');
  cache
    .command('ls')
    .summary('list what is in the store')
    .description('List what is in the store, newest first.')
    .addOption(storeOption)
    .addOption(jsonOption)
    .addHelpText('after', examples(['fcdd cache ls', '']))
    .action(async (options: StoreOptions & PrintOptions) => {
      const { listCommand } = await import('./commands/cache.ts');
      await listCommand(options);
    });
  cache
    .command('verify')
    .summary('check all files in the store')
    .description('Read all files in the store. Damaged entries are removed: the next run makes them again.')
    .addOption(storeOption)
    .addHelpText('after', examples(['fcdd cache verify', '']))
    .action(async (options: StoreOptions) => {
      const { verifyCommand } = await import('./commands/cache.ts');
      result.code = await verifyCommand(options);
    });
  cache
    .command('gc')
    .summary('remove old outputs')
    .argument('[experiments...]', 'experiment files whose outputs are kept')
    .description('Remove old outputs from the store, except those of the given experiments.')
    .option('--older-than <days>', 'keep what is newer than so many days', wholeNumber, 30)
    .addOption(storeOption)
    .addOption(dataOption)
    .addHelpText(
      'after',
      examples(
        ['fcdd cache gc configs/fmnist.yaml', 'keep fmnist and what is newer than 30 days'],
        ['fcdd cache gc configs/*.yaml --older-than 0', 'keep only what these experiments need'],
      ),
    )
    .action(async (files: string[], options: CollectOptions) => {
      const { collectCommand } = await import('./commands/cache.ts');
      await collectCommand(files, options);
    });
}

function addDoctor(program: Command, result: { code: ExitCode }): void {
  program
    .command('doctor')
    .summary('check this machine: what works, what is missing, and how to get it')
    .description(
      'Check this machine: Node.js, devices to compute on, native libraries, where data sets come from, and disk space.',
    )
    .addOption(storeOption)
    .addOption(dataOption)
    .addOption(jsonOption)
    .addHelpText('after', examples(['fcdd doctor', '']))
    .action(async (options: DoctorOptions) => {
      const { doctorCommand } = await import('./commands/doctor.ts');
      result.code = await doctorCommand(options);
    });
}
