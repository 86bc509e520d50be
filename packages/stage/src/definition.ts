import type { RandomSource, SeedLabel } from '@fcdd/random';

/** A JSON Schema (draft 2020-12), as a plain object. */
export type JsonSchema = Record<string, unknown>;

/** An input of a stage: its meaning, and how many other stages may provide it. */
export interface InputDeclaration {
  description: string;
  /** The input holds the outputs of all matching stages, not of exactly one. */
  many?: boolean;
  /** The pipeline may leave the input out. */
  optional?: boolean;
}

/**
 * The part that a stage plays in an experiment. It `prepares` data or weights, `trains` a detector, `scores` images with
 * it, `measures` it beyond these scores, `draws` pictures, `summarizes` the figures of all detectors, or `reports` what
 * they are on a page.
 */
export type StageRole = 'prepares' | 'trains' | 'scores' | 'measures' | 'draws' | 'summarizes' | 'reports';

export interface ResourceDeclaration {
  /**
   * Threads that the stage computes on: `all` that it is given, or a number, or fewer where there are not so many.
   */
  threads: 'one' | 'all' | number;
  /** Peak memory that the stage is expected to need, in megabytes. */
  memory: number;
  /**
   * Number of graphics processors that the stage needs for itself. The default is one where it computes on such a
   * device, otherwise none.
   */
  gpus?: number;
}

/**
 * The definition that a stage package exports as `stage`. Everything except `run` is also in its build's manifest.
 */
export interface StageDefinition<Parameters = unknown> {
  /** Kebab case, unique. */
  name: string;
  description: string;
  role: StageRole;
  /** Unit of its progress in the plural, such as `images`; left out where the numbers speak for themselves. */
  progressUnit?: string;
  /** It takes seconds: a command that only shows results runs it again where it has to. */
  costsLittle?: boolean;
  /** Schema of the parameters, with their defaults. */
  parameters: JsonSchema;
  /** Dotted paths of parameters that change no output, such as how often it saves: fingerprints leave them out. */
  idleParameters?: string[];
  inputs: Record<string, InputDeclaration>;
  /** Descriptions of the output files and folders, by path. */
  outputs: Record<string, string>;
  resources: ResourceDeclaration;
  /** Results depend on the engine, so that its backend and device are part of the fingerprint. */
  usesEngine?: boolean;
  /** The stage is given the provenance of its inputs, which is not part of the fingerprint. */
  usesProvenance?: boolean;
  /** The stage is given the folders that show its inputs; they are part of the fingerprint. */
  usesResultFolders?: boolean;
  /** One process may run the stage several times, because nothing that a run leaves in memory changes the next. */
  reusesProcess?: boolean;
  run(context: StageContext<Parameters>): Promise<void>;
}

/** The declaration of a built stage, without its code. */
export interface StageManifest extends Omit<StageDefinition, 'run'> {
  /** Digest of the code. */
  code: string;
  /** Versions of the packages that the code imports from outside its bundle, by name. */
  versions: Record<string, string>;
}

/** The outputs of one stage for a later stage, which only reads them. */
export interface StageInput {
  /** Name that the pipeline gives to the stage that wrote the outputs. */
  stage: string;
  /** Point of the pipeline's matrix to which the outputs belong, such as {class: 3, seed: 0}. */
  matrix: MatrixPoint;
  folder: string;
  /** Folder that shows it, below the results of the stage that reads it; only where that stage `usesResultFolders`. */
  results?: string;
}

export type MatrixPoint = Record<string, string | number>;

/** The backend and device that compute. Results depend on both in their last digits. */
export interface EngineChoice {
  backend: 'onnxruntime' | 'tensorflow' | 'cpu';
  device: string;
}

/** Settings of the machine and the user. They do not change results, so fingerprints do not contain them. */
export interface StageSettings {
  /** Folder that holds data sets. */
  dataFolder: string;
  /** Whether downloads are forbidden. */
  offline: boolean;
  /** Paths of the user's files by digest (`sha256:` and hexadecimal digits); parameters contain only digests. */
  files: Record<string, string>;
}

/** How and when one stage made its outputs, for reports. */
export interface Provenance {
  stage: string;
  matrix: MatrixPoint;
  fingerprint: string;
  /** Digest of the stage's code. */
  code: string;
  engine?: EngineChoice;
  /** ISO 8601. */
  startedAt: string;
  /** Seconds. */
  duration: number;
  threads: number;
  /** The outputs were already in the store, so this run did not compute them. */
  cached: boolean;
  /** Versions by name, such as {node: '20.19.0'}. */
  versions: Record<string, string>;
}

/** Everything that the runner gives to a stage. */
export interface StageAllotment {
  /** Inputs by name, always as lists. The list of an omitted optional input is empty. */
  inputs: Record<string, StageInput[]>;
  /** Folder that is empty at the start and holds the result at the end. */
  outputFolder: string;
  /** Folder that an interrupted stage finds again when it continues; it is never part of the result. */
  checkpointFolder: string;
  /** Threads that the stage may keep busy. */
  threads: number;
  /** Indices of the graphics processors that the stage has for itself. */
  gpus: number[];
  engine: EngineChoice;
  settings: StageSettings;
  /** Provenance of all direct and indirect inputs; empty unless the stage `usesProvenance`. */
  provenance: Provenance[];
}

export interface StageContext<Parameters = unknown> extends StageAllotment {
  parameters: Parameters;
  /** Returns the random stream of the stage's name, its `seed` parameter (default 0) and the labels. */
  random(...labels: SeedLabel[]): RandomSource;
  log: Logger;
  /** Reports progress. `metrics`, such as {loss: 0.31}, are shown beside it; the last ones are the result. */
  progress(done: number, total: number, metrics?: Record<string, number>): void;
  /** Aborted when the run is stopped. */
  signal: AbortSignal;
}

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/** Returns the only input of this name. */
export function oneInput(context: Pick<StageContext, 'inputs'>, name: string): StageInput {
  const inputs = context.inputs[name] ?? [];
  if (inputs.length !== 1) throw new Error(`Expected exactly one input '${name}', got ${inputs.length}.`);
  return inputs[0]!;
}

/** Gives a definition its parameter type and returns it. */
export function defineStage<Parameters>(
  definition: StageDefinition<Parameters>,
): StageDefinition<Parameters> {
  return definition;
}
