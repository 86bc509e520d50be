import { resolve } from 'node:path';
import type { Check, Section } from '../doctor/check.ts';
import { checkData } from '../doctor/data.ts';
import { checkEngines } from '../doctor/engines.ts';
import { checkFolder } from '../doctor/folders.ts';
import { checkLibraries } from '../doctor/libraries.ts';
import { checkMachine } from '../doctor/machine.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import type { DoctorOptions } from '../options.ts';

/** Shows what works here, what is missing, and how to get it. Fails only if no run could work. */
export async function doctorCommand({ store, data, json }: DoctorOptions): Promise<ExitCode> {
  const sections: Section[] = [
    { title: 'Machine', checks: checkMachine() },
    { title: 'Libraries', checks: checkLibraries() },
    { title: 'Engines', checks: checkEngines() },
    { title: 'Data', checks: await checkData(resolve(data)) },
    {
      title: 'Folders',
      checks: [await checkFolder('store', store, '--store'), await checkFolder('data', data, '--data')],
    },
  ];
  const isFit = sections.every(({ checks }) => checks.every(({ state }) => state !== 'missing'));
  console.log(json ? JSON.stringify({ fit: isFit, sections }) : format(sections, isFit));
  return isFit ? exitCodes.success : exitCodes.failure;
}

function format(sections: Section[], isFit: boolean): string {
  const names = sections.flatMap(({ checks }) => checks.map(({ name }) => name.length));
  const width = Math.max(...names);
  const verdict = isFit ? 'Everything that is needed is here.' : 'Items marked ✖ are needed and missing.';
  return [...sections.map((section) => formatSection(section, width)), verdict].join('\n\n');
}

function formatSection({ title, checks }: Section, width: number): string {
  return [title, ...checks.flatMap((check) => formatCheck(check, width))].join('\n');
}

const marks = { good: '✔', missing: '✖', absent: '–' };

function formatCheck({ name, state, detail, hint }: Check, width: number): string[] {
  const lines = [`  ${marks[state]} ${name.padEnd(width)}  ${detail}`];
  if (hint) lines.push(`${' '.repeat(width + 6)}${hint}`);
  return lines;
}
