import type { Command } from 'commander';
import type { ExitCode } from '../exit.ts';
import type { DataOptions, PrintOptions } from '../options.ts';
import { examples } from './examples.ts';
import { dataOption, jsonOption } from './options.ts';

/** Adds the commands about data sets, sources of outliers, and pretrained weights. */
export function addDataCommands(program: Command, result: { code: ExitCode }): void {
  const data = program
    .command('data')
    .summary('look at, fetch and check data sets, outliers and weights')
    .description('Look at, fetch and check data sets, sources of outliers, and pretrained weights.');
  data
    .command('ls')
    .summary('list where data are, and how to get the rest')
    .description(
      'List where data are, and how to get the rest. Nothing is fetched, and no contents are checked.',
    )
    .addOption(dataOption)
    .addOption(jsonOption)
    .addHelpText('after', examples(['fcdd data ls', '']))
    .action(async (options: DataOptions & PrintOptions) => {
      const { listDataCommand } = await import('../commands/data.ts');
      await listDataCommand(options);
    });
  data
    .command('fetch')
    .argument('<names...>', "names, as 'fcdd data ls' lists them")
    .summary('fetch data before an experiment needs them')
    .description(
      'Fetch data before an experiment needs them. A broken download is resumed; a download by another run is waited for.',
    )
    .addOption(dataOption)
    .addHelpText('after', examples(['fcdd data fetch cifar10 cifar100', '']))
    .action(async (names: string[], options: DataOptions) => {
      const { fetchDataCommand } = await import('../commands/data.ts');
      result.code = await fetchDataCommand(names, options);
    });
  data
    .command('check')
    .argument('<names...>', "names, as 'fcdd data ls' lists them")
    .summary('check data that are here')
    .description(
      "Check data that are here: compare files with the publisher's SHA-256, and read every image. Nothing is fetched.",
    )
    .addOption(dataOption)
    .addOption(jsonOption)
    .addHelpText('after', examples(['fcdd data check cifar10', '']))
    .action(async (names: string[], options: DataOptions & PrintOptions) => {
      const { checkDataCommand } = await import('../commands/data.ts');
      result.code = await checkDataCommand(names, options);
    });
}
