import type { Command } from 'commander';
import type { ExitCode } from '../exit.ts';
import type { DoctorOptions } from '../options.ts';
import { examples } from './examples.ts';
import { dataOption, jsonOption, storeOption } from './options.ts';

/** Adds the command that checks the machine. */
export function addDoctorCommand(program: Command, result: { code: ExitCode }): void {
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
      const { doctorCommand } = await import('../commands/doctor.ts');
      result.code = await doctorCommand(options);
    });
}
