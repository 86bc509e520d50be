import type { Command } from 'commander';
import type { ExitCode } from '../exit.ts';
import type { CollectOptions, PrintOptions, StoreOptions } from '../options.ts';
import { examples } from './examples.ts';
import { dataOption, jsonOption, storeOption } from './options.ts';
import { wholeNumber } from './parse.ts';

/** Adds the commands about the store of outputs. */
export function addCacheCommands(program: Command, result: { code: ExitCode }): void {
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
      const { listCommand } = await import('../commands/cache.ts');
      await listCommand(options);
    });
  cache
    .command('verify')
    .summary('check all files in the store')
    .description('Read all files in the store. Damaged entries are removed: the next run makes them again.')
    .addOption(storeOption)
    .addHelpText('after', examples(['fcdd cache verify', '']))
    .action(async (options: StoreOptions) => {
      const { verifyCommand } = await import('../commands/cache.ts');
      result.code = await verifyCommand(options);
    });
  cache
    .command('gc')
    .summary('remove old outputs')
    .argument('[experiments...]', 'experiment files whose outputs are kept')
    .description('Remove old outputs from the store, except those of the given experiments.')
    .option('--older-than <days>', 'keep outputs that are newer than this many days', wholeNumber, 30)
    .addOption(storeOption)
    .addOption(dataOption)
    .addHelpText(
      'after',
      examples(
        ['fcdd cache gc configs/fmnist.yaml', 'keep fmnist and outputs newer than 30 days'],
        ['fcdd cache gc configs/*.yaml --older-than 0', 'keep only what these experiments need'],
      ),
    )
    .action(async (files: string[], options: CollectOptions) => {
      const { collectCommand } = await import('../commands/cache.ts');
      await collectCommand(files, options);
    });
}
