import type { Command } from 'commander';
import type { InitOptions } from '../options.ts';
import { examples } from './examples.ts';

/** Adds the command that writes a first experiment. */
export function addInitCommand(program: Command): void {
  program
    .command('init')
    .argument('[file]', 'experiment file to write (default: configs/mine.yaml)')
    .summary('write a first experiment')
    .description(
      'Ask a few questions and write an experiment file. Options answer questions in advance; each question offers only answers that fit.',
    )
    .option('--dataset <name>', 'the images')
    .option('--path <folder>', 'your own images, in train/<class> and test/<class>, for the data set custom')
    .option('--classes <names>', 'normal classes, separated by commas, or all', (names: string) =>
      names.split(',').map((name) => name.trim()),
    )
    .option('--anomalies <kind>', 'anomalies for training: none, other, confetti or a source of outliers')
    .option('--outliers <folder>', 'your own images of anomalies, for --anomalies folder')
    .option('--net <name>', 'the net')
    .option('--effort <amount>', 'quick (10 epochs, one seed) or paper')
    .option('--yes', 'ask nothing and take the usual answers')
    .addHelpText(
      'after',
      examples(
        ['fcdd init', 'ask every question'],
        ['fcdd init configs/bags.yaml --dataset fmnist --classes bag,sneaker --yes', ''],
        ['fcdd init configs/mine.yaml --dataset custom --path my-images', ''],
      ),
    )
    .action(async (file: string | undefined, options: InitOptions) => {
      const { initCommand } = await import('../commands/init.ts');
      await initCommand(file, options);
    });
}
