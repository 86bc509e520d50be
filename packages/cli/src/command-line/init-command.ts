import type { Command } from 'commander';
import type { InitOptions } from '../options.ts';
import { examples } from './examples.ts';

/** The command that writes a first experiment. */
export function addInitCommand(program: Command): void {
  program
    .command('init')
    .argument('[file]', 'experiment file to write (default: configs/mine.yaml)')
    .summary('write a first experiment')
    .description(
      'Ask a few questions and write an experiment file. What an option says is not asked; each question has only answers that fit.',
    )
    .option('--dataset <name>', 'the images')
    .option('--path <folder>', 'of the data set custom: your own images, in train/<class> and test/<class>')
    .option('--classes <names>', 'normal classes, separated by commas, or all', (names: string) =>
      names.split(',').map((name) => name.trim()),
    )
    .option(
      '--anomalies <kind>',
      'what is trained as anomalous: none, other, confetti or a source of outliers',
    )
    .option('--outliers <folder>', 'of the anomalies folder: your own images')
    .option('--net <name>', 'the net')
    .option('--effort <much>', 'quick (10 epochs, one seed) or paper')
    .option('--yes', 'ask nothing: the usual answers')
    .addHelpText(
      'after',
      examples(
        ['fcdd init', 'ask all'],
        ['fcdd init configs/bags.yaml --dataset fmnist --classes bag,sneaker --yes', ''],
        ['fcdd init configs/mine.yaml --dataset custom --path my-images', ''],
      ),
    )
    .action(async (file: string | undefined, options: InitOptions) => {
      const { initCommand } = await import('../commands/init.ts');
      await initCommand(file, options);
    });
}
