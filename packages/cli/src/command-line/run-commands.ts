import type { Command } from 'commander';
import type { ExitCode } from '../exit.ts';
import type { PlanOptions, ReportOptions, RunOptions, ValidateOptions } from '../options.ts';
import { addOptions } from './add-options.ts';
import { examples } from './examples.ts';
import {
  dataOption,
  engineOptions,
  executionOptions,
  jsonOption,
  resultsOption,
  selectionOptions,
  setOption,
  storeOption,
  verboseOption,
} from './options.ts';

/** Adds the commands that run experiments and that show what would run. */
export function addRunCommands(program: Command, result: { code: ExitCode }): void {
  addRun(program, result);
  addPlan(program);
  addValidate(program, result);
  addReport(program, result);
  addCompare(program, result);
}

function addRun(program: Command, result: { code: ExitCode }): void {
  const run = experimentCommand(program, 'run')
    .summary('run an experiment: only what has changed')
    .description('Run an experiment. Stages whose outputs are in the store are not run again.');
  addOptions(run, [
    setOption,
    ...engineOptions,
    ...selectionOptions,
    ...executionOptions,
    storeOption,
    dataOption,
    resultsOption,
    jsonOption,
    verboseOption,
  ]);
  run
    .addHelpText(
      'after',
      examples(
        ['fcdd run configs/fmnist.yaml', ''],
        ["fcdd run configs/fmnist.yaml --set training.epochs=3 --set dataset.classes='[t-shirt/top]'", ''],
        ['fcdd run configs/fmnist.yaml --keep-going --retries 1 --timeout 12h', ''],
        ["fcdd run configs/fmnist.yaml --target 'evaluate class=3'", 'one class, all seeds'],
        ['fcdd run configs/fmnist.yaml --gpus 0,1 --limit train=2', ''],
      ),
    )
    .action(async (file: string, options: RunOptions) => {
      const { runCommand } = await import('../commands/run.ts');
      result.code = await runCommand(file, options);
    });
}

function addPlan(program: Command): void {
  const plan = experimentCommand(program, 'plan')
    .summary('show what a run would do, and why')
    .description('Show which stages would run, and why: the parameter, input or code that has changed.');
  addOptions(plan, [
    setOption,
    ...engineOptions,
    ...selectionOptions,
    storeOption,
    dataOption,
    jsonOption,
    verboseOption,
  ]);
  plan
    .addHelpText('after', examples(['fcdd plan configs/fmnist.yaml --set heatmaps.quantile=0.9', '']))
    .action(async (file: string, options: PlanOptions) => {
      const { planCommand } = await import('../commands/plan.ts');
      await planCommand(file, options);
    });
}

function addValidate(program: Command, result: { code: ExitCode }): void {
  const validate = program
    .command('validate')
    .argument('<experiments...>', 'experiment files')
    .summary('check experiment files')
    .description('Check experiment files, and what they combine, without running anything.');
  addOptions(validate, [setOption, ...engineOptions, dataOption, verboseOption]);
  validate
    .addHelpText('after', examples(['fcdd validate configs/mnist.yaml configs/mine.yaml', '']))
    .action(async (files: string[], options: ValidateOptions) => {
      const { validateCommand } = await import('../commands/validate.ts');
      result.code = await validateCommand(files, options);
    });
}

function addReport(program: Command, result: { code: ExitCode }): void {
  const report = experimentCommand(program, 'report')
    .summary('make the report again and say where it is')
    .description('Make the report of an experiment that has run, if it is out of date, and say where it is.');
  addOptions(report, [setOption, ...engineOptions, storeOption, dataOption, resultsOption, verboseOption]);
  report
    .addHelpText('after', examples(['xdg-open "$(fcdd report configs/quickstart.yaml)"', '']))
    .action(async (file: string, options: ReportOptions) => {
      const { reportCommand } = await import('../commands/report.ts');
      result.code = await reportCommand(file, options);
    });
}

function addCompare(program: Command, result: { code: ExitCode }): void {
  const compare = program
    .command('compare')
    .argument('<experiments...>', 'experiment files; a single one is compared with its baselines')
    .summary('compare experiments that have run, class by class')
    .description(
      'Compare experiments that have run, class by class, with tests over the classes that both have; or one with its baselines. Say where the report is.',
    );
  addOptions(compare, [setOption, ...engineOptions, storeOption, dataOption, resultsOption, verboseOption]);
  compare
    .addHelpText(
      'after',
      examples(
        ['fcdd compare configs/first.yaml configs/second.yaml', 'differences from the first'],
        ['fcdd compare configs/fmnist.yaml', 'with its baselines'],
      ),
    )
    .action(async (files: string[], options: ReportOptions) => {
      const { compareCommand } = await import('../commands/compare.ts');
      result.code = await compareCommand(files, options);
    });
}

function experimentCommand(program: Command, name: string): Command {
  return program.command(name).argument('<experiment>', 'experiment file (YAML)');
}
