import { isAbsolute, normalize, sep } from 'node:path';
import { UserError } from '@fcdd/errors';
import type { StageGraph, StageManifest, StageNode } from '@fcdd/stage';
import { createParameterFiller } from './parameters.ts';
import { type StageBuild, loadStageBuilds } from './stage-build.ts';

/** A node of the graph with all that is known of it before anything runs. */
export interface PreparedNode {
  node: StageNode;
  /** Position in the graph, from 0. */
  position: number;
  build: StageBuild;
  /** Parameters with the defaults of the stage's schema. */
  parameters: Record<string, unknown>;
  /** Input nodes, each once, in the order of the node's inputs. */
  needs: PreparedNode[];
}

/**
 * Finds the stages' builds and checks that the graph fits them. Needs come first in the result.
 * @throws UserError if a build is missing, or parameters, inputs or result folders are not as they may be
 */
export async function prepareGraph(graph: StageGraph, stageFolders: string[]): Promise<PreparedNode[]> {
  checkFolderName(graph.experiment, 'The name of the experiment');
  const builds = await loadStageBuilds(
    graph.nodes.map((node) => node.uses),
    stageFolders,
  );
  const fill = createParameterFiller();
  const prepared = new Map<string, PreparedNode>();
  for (const node of graph.nodes) {
    const build = builds.get(node.uses)!;
    if (prepared.has(node.id)) throw new UserError(`Two stages of the graph are called '${node.id}'.`);
    for (const folder of node.results) checkFolderName(folder, `The results folder of '${node.id}'`);
    checkInputs(node, build.manifest);
    prepared.set(node.id, {
      node,
      position: prepared.size,
      build,
      parameters: fill(node, build.manifest),
      needs: inputIds(node).map((id) => prepared.get(id) ?? unknownNeed(node, id)),
    });
  }
  return [...prepared.values()];
}

function inputIds(node: StageNode): string[] {
  return [...new Set(Object.values(node.needs).flat())];
}

function unknownNeed(node: StageNode, id: string): never {
  throw new UserError(`'${node.id}' needs '${id}', which does not come before it.`);
}

function checkInputs(node: StageNode, { name, inputs }: StageManifest): void {
  const unknown = Object.keys(node.needs).find((input) => !Object.hasOwn(inputs, input));
  if (unknown !== undefined) {
    throw new UserError(
      `'${node.id}' is given an input '${unknown}', which the stage '${name}' does not have.`,
      {
        hint: `Its inputs are: ${Object.keys(inputs).join(', ') || 'none'}.`,
      },
    );
  }
  for (const [input, { many, optional }] of Object.entries(inputs)) {
    const count = node.needs[input]?.length ?? 0;
    if (count === 0 && !optional) {
      throw new UserError(`'${node.id}' lacks its input '${input}'.`, {
        hint: "Name the stage that feeds it under 'needs' in the pipeline file.",
      });
    }
    if (count > 1 && !many) {
      throw new UserError(`'${node.id}' is given ${count} stages as its input '${input}', which takes one.`, {
        hint: 'Give both stages the same matrix in the pipeline file.',
      });
    }
  }
}

/** A folder of results must lie below the results, wherever its name comes from. */
function checkFolderName(name: string, what: string): void {
  const steps = normalize(name).split(sep);
  if (name === '' || name.includes('\0') || isAbsolute(name) || steps.includes('..')) {
    throw new UserError(`${what} must be a path below the results folder, not '${name}'.`, {
      hint: "Choose another without '..', such as normal_0/it_0.",
    });
  }
}
