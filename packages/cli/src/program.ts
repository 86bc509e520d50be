import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addDataCommands } from './data-commands.ts';
import { addDetectorCommands } from './detector-commands.ts';
import { examples } from './examples.ts';
import { type ExitCode, exitCodes, reportError } from './exit.ts';
import {
  type CollectOptions,
  type DoctorOptions,
  type PlanOptions,
  type PrintOptions,
  type ReportOptions,
  type RunOptions,
  type StoreOptions,
  type ValidateOptions,
  dataOption,
  engineOptions,
  executionOptions,
  jsonOption,
  resultsOption,
  setOption,
  storeOption,
  verboseOption,
  wholeNumber,
} from './options.ts';

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
  addRun(program, result);
  addPlan(program);
  addValidate(program, result);
  addReport(program, result);
  addNets(program);
  addDetectorCommands(program, result);
  addDataCommands(program, result);
  addCache(program, result);
  addDoctor(program, result);
  return program;
}

function addRun(program: Command, result: { code: ExitCode }): void {
  const run = experimentCommand(program, 'run')
    .summary('run an experiment: only what has changed')
    .description('Run an experiment. Stages whose outputs are in the store are not run again.')
    .addOption(setOption);
  for (const option of [
    ...engineOptions,
    ...executionOptions,
    storeOption,
    dataOption,
    resultsOption,
    jsonOption,
    verboseOption,
  ])
    run.addOption(option);
  run
    .addHelpText(
      'after',
      examples(
        ['fcdd run configs/fmnist.yaml', ''],
        ["fcdd run configs/fmnist.yaml --set training.epochs=3 --set dataset.classes='[t-shirt/top]'", ''],
        ['fcdd run configs/fmnist.yaml --keep-going --retries 1 --timeout 12h', ''],
      ),
    )
    .action(async (file: string, options: RunOptions) => {
      const { runCommand } = await import('./commands/run.ts');
      result.code = await runCommand(file, options);
    });
}

function addPlan(program: Command): void {
  const plan = experimentCommand(program, 'plan')
    .summary('show what a run would do, and why')
    .description('Show which stages would run, and why: the parameter, input or code that has changed.')
    .addOption(setOption);
  for (const option of [...engineOptions, storeOption, dataOption, jsonOption, verboseOption])
    plan.addOption(option);
  plan
    .addHelpText('after', examples(['fcdd plan configs/fmnist.yaml --set heatmaps.quantile=0.9', '']))
    .action(async (file: string, options: PlanOptions) => {
      const { planCommand } = await import('./commands/plan.ts');
      await planCommand(file, options);
    });
}

function addValidate(program: Command, result: { code: ExitCode }): void {
  const validate = program
    .command('validate')
    .argument('<experiments...>', 'experiment files')
    .summary('check experiment files')
    .description('Check experiment files, and what they combine, without running anything.')
    .addOption(setOption);
  for (const option of [...engineOptions, dataOption]) validate.addOption(option);
  validate
    .addHelpText('after', examples(['fcdd validate configs/mnist.yaml configs/mine.yaml', '']))
    .action(async (files: string[], options: ValidateOptions) => {
      const { validateCommand } = await import('./commands/validate.ts');
      result.code = await validateCommand(files, options);
    });
}

function addReport(program: Command, result: { code: ExitCode }): void {
  const report = experimentCommand(program, 'report')
    .summary('make the report again and say where it is')
    .description('Make the report of an experiment that has run, if it has to be made, and say where it is.')
    .addOption(setOption);
  for (const option of [...engineOptions, storeOption, dataOption, resultsOption, verboseOption])
    report.addOption(option);
  report
    .addHelpText('after', examples(['xdg-open "$(fcdd report configs/quickstart.yaml)"', '']))
    .action(async (file: string, options: ReportOptions) => {
      const { reportCommand } = await import('./commands/report.ts');
      result.code = await reportCommand(file, options);
    });
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

function experimentCommand(program: Command, name: string): Command {
  return program.command(name).argument('<experiment>', 'experiment file (YAML)');
}
