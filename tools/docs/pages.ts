import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withParts } from '@fcdd/schemas';
import type { StageManifest } from '@fcdd/stage';
import { format, resolveConfig } from 'prettier';
import type { Schema } from './keys.ts';
import { schemaPage } from './schema-page.ts';
import { stagesPage } from './stages-page.ts';

export const repository = resolve(import.meta.dirname, '../..');

/** Kinds of files with their own schema, and the introductions of their pages. */
const kinds = {
  experiment: `Editors complete and check a file whose first line is \`# yaml-language-server: $schema=../schemas/experiment.schema.json\`. \`fcdd init\` writes such a file, and \`fcdd validate\` checks it. In a file that extends another, no key is required: it adds to the other's values and replaces them.`,
  pipeline: `An experiment names its pipeline, a file of \`pipelines/\`. The page [stages](stages.md) describes the stages.

Each point of a stage's matrix is a node, such as \`train detector=fcdd class=1 seed=0\`. A node reads the nodes of a needed stage that have the same values on the axes of both. \`at\` gives other values, also of axes that only the needed stage has. Here the report reads the evaluations of one detector only:

\`\`\`yaml
report:
  uses: '@fcdd/stage-report'
  needs:
    evaluation: { stage: evaluate, at: { detector: '\${detector.label}' } }
\`\`\`

A stage can need itself at another point: with \`at\`, and with a \`when\` that does not hold at that point.

The package of a stage declares its role: it \`prepares\`, \`trains\`, \`scores\`, \`measures\`, \`draws\`, \`summarizes\` or \`reports\`. Exports, sweeps and comparisons find stages by their roles, so a pipeline may call its stages what it likes.`,
  profile: `A profile tells \`fcdd run --executor slurm --profile FILE\` how to submit jobs to a cluster.`,
};

/** The generated pages of `docs/`, by file name. */
export async function renderPages(): Promise<Record<string, string>> {
  const pages = Object.entries(kinds)
    .filter(([kind]) => existsSync(join(repository, schemaFile(kind))))
    .map(([kind, words]) => [`${kind}.md`, schemaPage(readSchema(kind), schemaFile(kind), words)] as const);
  const options = await resolveConfig(join(repository, 'docs/stages.md'));
  const rendered = [...pages, ['stages.md', stagesPage(readStages())] as const].map(
    async ([file, text]) => [file, await format(text, { ...options, parser: 'markdown' })] as const,
  );
  return Object.fromEntries(await Promise.all(rendered));
}

/** Names of the kinds of files that have a schema. */
export function schemaKinds(): string[] {
  return Object.keys(kinds).filter((kind) => existsSync(join(repository, schemaFile(kind))));
}

/** Reads the schema of a kind of file, with its parts included. */
export function readSchema(kind: string): Schema {
  return withParts(readJson<Record<string, unknown>>(schemaFile(kind))) as Schema;
}

/** Reads the manifests of all stage packages, which their builds have written. */
export function readStages(): { package: string; manifest: StageManifest }[] {
  return readdirSync(join(repository, 'packages'))
    .filter(
      (folder) =>
        folder.startsWith('stage-') && existsSync(join(repository, 'packages', folder, 'build.mjs')),
    )
    .map((folder) => {
      const manifest = `packages/${folder}/dist/manifest.json`;
      if (!existsSync(join(repository, manifest))) throw new Error(`${folder} is not built: npm run build`);
      return { package: `@fcdd/${folder}`, manifest: readJson<StageManifest>(manifest) };
    });
}

function schemaFile(kind: string): string {
  return `schemas/${kind}.schema.json`;
}

function readJson<Value>(file: string): Value {
  return JSON.parse(readFileSync(join(repository, file), 'utf8')) as Value;
}
