import { type Command, Option } from 'commander';
import type { LogsOptions, StatusOptions, WhyOptions } from '../options.ts';
import { addOptions } from './add-options.ts';
import { examples } from './examples.ts';
import { dataOption, engineOptions, jsonOption, setOption, storeOption } from './options.ts';
import { positiveInteger } from './parse.ts';

/** Adds the commands that show what runs, what ran, and why it would run again. */
export function addInspectCommands(program: Command): void {
  addStatus(program);
  addLogs(program);
  addWhy(program);
}

function addStatus(program: Command): void {
  const status = program
    .command('status')
    .argument('[experiment]', 'experiment file (YAML); default: everything that runs')
    .summary('show what runs now, or how the last run ended')
    .description(
      'Show what runs in the store: its stages, the trainings with loss, rate and time left, and failures. ' +
        'If nothing runs: how the last run ended, and how much of the experiment is in the store.',
    )
    .addOption(new Option('--watch', 'refresh every second while something runs'));
  addOptions(status, [setOption, ...engineOptions, storeOption, dataOption, jsonOption]);
  status
    .addHelpText('after', examples(['fcdd status', ''], ['fcdd status configs/fmnist.yaml --watch', '']))
    .action(async (file: string | undefined, options: StatusOptions) => {
      const { statusCommand } = await import('../commands/status.ts');
      await statusCommand(file, options);
    });
}

function addLogs(program: Command): void {
  const logs = stageCommand(program, 'logs')
    .summary('show what a stage logs or has logged')
    .description(
      "Show what a stage logs or has logged. A name such as 'train' or 'train class=3' may mean several nodes: " +
        'running ones are shown, else failed ones, else all.',
    )
    .addOption(new Option('-f, --follow', 'keep printing while the stage runs'))
    .addOption(
      new Option('-n, --lines <number>', 'only the last lines').argParser(positiveInteger).default(50),
    );
  addOptions(logs, [setOption, ...engineOptions, storeOption, dataOption]);
  logs
    .addHelpText(
      'after',
      examples(
        ['fcdd logs train --follow', 'the training that runs'],
        ["fcdd logs configs/fmnist.yaml 'train class=3 seed=0'", ''],
      ),
    )
    .action(async (names: string[], options: LogsOptions) => {
      const { logsCommand } = await import('../commands/logs.ts');
      await logsCommand(names, options);
    });
}

function addWhy(program: Command): void {
  const why = stageCommand(program, 'why')
    .summary('show why a stage would run: what differs from the nearest outputs in the store')
    .description(
      'Show why a stage would run: what differs from the nearest outputs of the same stage in the store, ' +
        'down to the parameter, the input file, and the source file or package.',
    );
  addOptions(why, [setOption, ...engineOptions, storeOption, dataOption, jsonOption]);
  why
    .addHelpText('after', examples(["fcdd why configs/fmnist.yaml 'train class=3 seed=0'", '']))
    .action(async (names: string[], options: WhyOptions) => {
      const { whyCommand } = await import('../commands/why.ts');
      await whyCommand(names, options);
    });
}

function stageCommand(program: Command, name: string): Command {
  return program
    .command(name)
    .usage('[options] [experiment] <stage>')
    .argument(
      '<stage...>',
      "the experiment's file (default: what runs, or ran last), and the stage, such as train or 'train class=3 seed=0'",
    );
}
