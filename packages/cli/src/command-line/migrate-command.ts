import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit.ts';
import type { MigrateOptions } from '../options.ts';
import { addOptions } from './add-options.ts';
import { examples } from './examples.ts';

/** Adds the command that rewrites experiment files as files of the current version. */
export function addMigrateCommand(program: Command, result: { code: ExitCode }): void {
  const migrate = program
    .command('migrate')
    .argument('<experiments...>', 'experiment files')
    .summary('rewrite experiment files of an earlier version')
    .description(
      'Rewrite experiment files of an earlier version as files of the current one. Comments, order, anchors and style ' +
        'stay, and the experiment is the same: nothing runs again.',
    );
  addOptions(migrate, [
    new Option('--check', 'write nothing; exit with 1 if a file would be rewritten'),
    new Option(
      '--out <file>',
      'write the result to this file, in the same folder, and leave the other as it is',
    ),
  ]);
  migrate
    .addHelpText(
      'after',
      examples(
        ['fcdd migrate configs/mine.yaml', ''],
        ['fcdd migrate configs/base.yaml configs/mine.yaml', 'a file and another that extends it'],
        ['fcdd migrate --check configs/*.yaml', ''],
      ),
    )
    .action(async (files: string[], options: MigrateOptions) => {
      const { migrateCommand } = await import('../commands/migrate.ts');
      result.code = await migrateCommand(files, options);
    });
}
