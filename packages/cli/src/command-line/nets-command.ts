import type { Command } from 'commander';
import type { PrintOptions } from '../options.ts';
import { examples } from './examples.ts';
import { jsonOption } from './options.ts';

/** Adds the command that lists the nets. */
export function addNetsCommand(program: Command): void {
  program
    .command('nets')
    .summary('list the nets')
    .description(
      'List the nets: the images that they take, parameters, width of the receptive field in pixels, detectors, ' +
        'the nets of other detectors that match them, and where pretrained weights come from.',
    )
    .addOption(jsonOption)
    .addHelpText('after', examples(['fcdd nets', '']))
    .action(async (options: PrintOptions) => {
      const { netsCommand } = await import('../commands/nets.ts');
      netsCommand(options);
    });
}
