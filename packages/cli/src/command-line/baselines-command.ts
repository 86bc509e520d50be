import { detectors } from '@fcdd/detectors';
import { type Command, Option } from 'commander';
import type { BaselinesOptions } from '../options.ts';
import { examples } from './examples.ts';
import { dataOption, setOption } from './options.ts';

/** Adds the command that writes an experiment with baselines. */
export function addBaselinesCommand(program: Command): void {
  program
    .command('baselines')
    .argument('<experiment>', 'experiment file (YAML)')
    .summary('write the experiment that adds baselines to another')
    .description(
      'Write an experiment file that adds baselines to another: all other detectors that have a matching net. If the other has run, only the baselines run, with the report and pictures that show them beside it.',
    )
    .addOption(new Option('--only <name>', 'only this baseline').choices(detectors.map(({ name }) => name)))
    .addOption(
      new Option(
        '--out <file>',
        "file to write (default: the experiment's name with '-baselines', beside it)",
      ),
    )
    .addOption(new Option('--force', 'overwrite the file'))
    .addOption(setOption)
    .addOption(dataOption)
    .addHelpText(
      'after',
      examples(
        ['fcdd baselines configs/quickstart.yaml', 'writes configs/quickstart-baselines.yaml'],
        ['fcdd baselines configs/fmnist.yaml --set training.epochs=3', 'for a run that had this set'],
        ['fcdd run configs/quickstart-baselines.yaml', 'runs the baselines that it adds'],
      ),
    )
    .action(async (file: string, options: BaselinesOptions) => {
      const { baselinesCommand } = await import('../commands/baselines.ts');
      await baselinesCommand(file, options);
    });
}
