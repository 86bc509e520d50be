import type { StageManifest } from '@fcdd/stage';
import { keyTable } from './key-table.ts';
import { type Schema, keysOf } from './keys.ts';
import { code, escapeMarkdown, table } from './markdown.ts';
import { generatedFrom } from './schema-page.ts';

/** A page that lists the parameters, inputs, outputs and resources of each stage. */
export function stagesPage(stages: { package: string; manifest: StageManifest }[]): string {
  return [
    '# Stages',
    `Pipelines consist of stages. A pipeline file states the package of each stage, its inputs, and the part of the experiment that it receives as parameters: see [pipeline files](pipeline.md).`,
    generatedFrom('packages/stage-*'),
    table(
      ['Stage', 'Package', 'Role', 'Purpose'],
      stages.map(({ package: name, manifest }) => [
        `[${manifest.name}](#${manifest.name})`,
        code(name),
        manifest.role,
        escapeMarkdown(manifest.description),
      ]),
    ),
    ...stages.flatMap(({ manifest }) => stageSection(manifest)),
  ].join('\n\n');
}

function stageSection({ name, description, parameters, inputs, outputs, ...rest }: StageManifest): string[] {
  const keys = keysOf(parameters as Schema);
  return [
    `## ${escapeMarkdown(name)}`,
    `${escapeMarkdown(description)}. ${describeResources(rest)}`,
    ...(keys.length ? ['### Parameters', keyTable(keys)] : []),
    ...idleSentence(rest.idleParameters ?? []),
    ...(Object.keys(inputs).length ? ['### Inputs', inputTable(inputs)] : []),
    '### Outputs',
    table(
      ['File', 'Content'],
      Object.entries(outputs).map(([file, holds]) => [code(file), escapeMarkdown(holds)]),
    ),
  ].map((part) => part.replace(/^### (.*)/, `### $1 of ${name}`));
}

function idleSentence(paths: string[]): string[] {
  if (paths.length === 0) return [];
  return [`${paths.map(code).join(', ')} changes no output: a change of it alone runs nothing again.`];
}

function inputTable(inputs: StageManifest['inputs']): string {
  return table(
    ['Input', 'Stages', 'Content'],
    Object.entries(inputs).map(([name, { description, many, optional }]) => [
      code(name),
      many ? 'any number' : optional ? 'one or none' : 'one',
      escapeMarkdown(description),
    ]),
  );
}

type Resources = Pick<StageManifest, 'resources' | 'usesEngine' | 'reusesProcess'>;

function describeResources({ resources, usesEngine, reusesProcess }: Resources): string {
  const { threads, memory, gpus } = resources;
  const facts = [
    threads === 'one' ? 'one thread' : 'all threads that it is given',
    `${memory} MB of memory at its peak`,
    ...(gpus ? [`${gpus} graphics processors`] : []),
  ];
  const engine = usesEngine ? ' It computes on the engine, and its results depend on the engine.' : '';
  const process = reusesProcess ? ' One process may run it several times.' : '';
  return `It uses ${facts.join(' and ')}.${engine}${process}`;
}
