import schema from '@fcdd/schemas/pipeline.schema.json' with { type: 'json' };
import type { NodeResources, StageRole } from '@fcdd/stage';
import type { Conditions } from './conditions.ts';
import { secondsOf } from './duration.ts';
import type { Place } from './place.ts';
import { type Placed, type PlacedEntry, type PlacedMap, plain } from './placed.ts';
import { ProblemsError } from './problem.ts';
import { readMap } from './read-map.ts';
import { validate } from './validate.ts';

/** A pipeline file of valid shape. Its references are checked when an experiment is compiled. */
export interface Pipeline {
  /** Stages, in the file's order. */
  stages: PipelineStage[];
}

export interface PipelineStage {
  name: string;
  uses: string;
  /** Declaration of the package, which the file does not contain. */
  role?: StageRole;
  when: Conditions;
  matrix: Map<string, PlacedEntry>;
  series?: Series;
  /** Needed stages, by input. */
  needs: Map<string, Need>;
  with?: Placed;
  resources?: NodeResources;
  results?: Placed;
}

/** The stage that feeds an input. */
export interface Need {
  stage: string;
  /** Place of the stage's name. */
  place: Place;
  /** Conditions without which the input is left out. */
  when: Conditions;
  /** Values on axes of the needed stage's matrix that take the place of the point's own. */
  at: Map<string, PlacedEntry>;
}

/** Repetition of a stage for each value of a list; each is fed by the previous one. */
export interface Series {
  /** Name of the values. */
  name: string;
  values: PlacedEntry;
  /** Input that reads the outputs of the previous one. */
  input: string;
}

/** @throws UserError that names all problems with their places, or says why the file cannot be read */
export async function loadPipeline(file: string): Promise<Pipeline> {
  const root = await readMap(file);
  const { problems } = validate(root, schema);
  if (problems.length) throw new ProblemsError(problems);
  const stages = [...entriesOf(root, 'stages')];
  return { stages: stages.map(([name, { value }]) => stageOf(name, value as PlacedMap)) };
}

function stageOf(name: string, spec: PlacedMap): PipelineStage {
  return {
    name,
    uses: textOf(spec.entries.get('uses')!.value),
    when: entriesOf(spec, 'when'),
    matrix: entriesOf(spec, 'matrix'),
    series: seriesOf(spec.entries.get('series')?.value),
    needs: new Map([...entriesOf(spec, 'needs')].map(([input, { value }]) => [input, needOf(value)])),
    with: spec.entries.get('with')?.value,
    resources: resourcesOf(spec.entries.get('resources')?.value),
    results: spec.entries.get('results')?.value,
  };
}

function resourcesOf(spec?: Placed): NodeResources | undefined {
  if (!spec) return undefined;
  const { timeout, ...resources } = plain(spec) as NodeResources & { timeout?: string };
  return timeout === undefined ? resources : { ...resources, timeout: secondsOf(timeout) };
}

function needOf(spec: Placed): Need {
  const name = spec.kind === 'map' ? spec.entries.get('stage')!.value : spec;
  return {
    stage: textOf(name),
    place: name.place,
    when: spec.kind === 'map' ? entriesOf(spec, 'when') : new Map(),
    at: spec.kind === 'map' ? entriesOf(spec, 'at') : new Map(),
  };
}

function seriesOf(spec: Placed | undefined): Series | undefined {
  if (spec?.kind !== 'map') return undefined;
  const { entries } = spec;
  return {
    name: textOf(entries.get('name')!.value),
    values: entries.get('values')!,
    input: textOf(entries.get('input')!.value),
  };
}

function entriesOf(map: PlacedMap, key: string): Map<string, PlacedEntry> {
  const value = map.entries.get(key)?.value;
  return value?.kind === 'map' ? value.entries : new Map();
}

/** Returns the text of a scalar. */
function textOf(placed: Placed): string {
  return placed.kind === 'scalar' ? String(placed.value) : '';
}
