import type { RandomSource, SeedLabel } from '@fcdd/random';

/** A JSON Schema (draft 2020-12), as a plain object. */
export type JsonSchema = Record<string, unknown>;

/** Source and number of a stage's inputs. */
export interface InputDeclaration {
  description: string;
  /** The outputs of all matching stages rather than of exactly one. */
  many?: boolean;
  /** The pipeline may leave it out. */
  optional?: boolean;
}

/**
 * The part that a stage plays in an experiment. It `prepares` data or weights, `trains` a detector, `scores` images with
 * it, `measures` it beyond these scores, `draws` pictures, `summarizes` the figures of all detectors, or `reports` what
 * they are on a page.
 */
export type StageRole = 'prepares' | 'trains' | 'scores' | 'measures' | 'draws' | 'summarizes' | 'reports';

export interface ResourceDeclaration {
  /** `all`: the stage computes on as many threads as it is given; a number: on so many, or all where there are fewer. */
  threads: 'one' | 'all' | number;
  /** Megabytes that the stage is expected to need at its peak. */
  memory: number;
  /** Graphics processors that the stage needs for itself; default: one where it computes on such a device, else none. */
  gpus?: number;
}

/** The export `stage` of a stage package. Everything but `run` is also in the manifest of its build. */
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
  inputs: Record<string, InputDeclaration>;
  /** Output files and folders with what each holds. */
  outputs: Record<string, string>;
  resources: ResourceDeclaration;
  /** Results depend on the engine: its backend and device are part of the fingerprint. */
  usesEngine?: boolean;
  /** The stage gets the history of its inputs, which is not part of the fingerprint. */
  usesProvenance?: boolean;
  /** The stage gets the folders that show its inputs, which are part of the fingerprint. */
  usesResultFolders?: boolean;
  /** A process that has run the stage may run it again: nothing that a run leaves in memory changes the next. */
  reusesProcess?: boolean;
  run(context: StageContext<Parameters>): Promise<void>;
}

/** A stage as its build declares it, without the code. */
export interface StageManifest extends Omit<StageDefinition, 'run'> {
  /** Digest of the code. */
  code: string;
  /** Versions of the packages that the code imports from outside its bundle, by name. */
  versions: Record<string, string>;
}

/** The outputs of one stage, as a later stage sees them. Read-only. */
export interface StageInput {
  /** Name of the stage that wrote it, as the pipeline calls it. */
  stage: string;
  /** The point of the pipeline's matrix that it belongs to, such as {class: 3, seed: 0}. */
  matrix: MatrixPoint;
  folder: string;
  /** Folder that shows it, below the results of the stage that reads it; only where that stage `usesResultFolders`. */
  results?: string;
}

export type MatrixPoint = Record<string, string | number>;

export interface EngineChoice {
  backend: 'onnxruntime' | 'tensorflow' | 'cpu';
  device: string;
}

/** Settings of the machine and the user. They change no result, so no fingerprint contains them. */
export interface StageSettings {
  /** Folder of data sets, which are looked for and kept there. */
  dataFolder: string;
  /** Nothing is fetched over the network. */
  offline: boolean;
  /** Paths of the user's files that parameters name by their digest: `sha256:` and hexadecimal digits. */
  files: Record<string, string>;
}

/** How one stage came to its outputs, for reports. */
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
  /** The outputs were in the store: this run did not compute them. */
  cached: boolean;
  /** Versions by name, such as {node: '20.19.0'}. */
  versions: Record<string, string>;
}

/** Everything that the runner gives to a stage. */
export interface StageAllotment {
  /** Inputs by name: a list, also where there is only one. Left-out optional inputs are empty lists. */
  inputs: Record<string, StageInput[]>;
  /** Empty at the start; what is in it at the end is the result. */
  outputFolder: string;
  /** Kept when a stage is interrupted and given to it again; never part of the result. */
  checkpointFolder: string;
  /** Threads that the stage may keep busy. */
  threads: number;
  /** Indices of the graphics processors that the stage has for itself. */
  gpus: number[];
  engine: EngineChoice;
  settings: StageSettings;
  /** One for each stage whose output is an input, directly or not; empty unless the stage `usesProvenance`. */
  provenance: Provenance[];
}

export interface StageContext<Parameters = unknown> extends StageAllotment {
  parameters: Parameters;
  /** A stream that depends on the stage's name, its `seed` parameter if it has one, and the labels. */
  random(...labels: SeedLabel[]): RandomSource;
  log: Logger;
  /** Tells how far the stage is. `metrics` are shown beside it, such as {loss: 0.31}; the last are its result. */
  progress(done: number, total: number, metrics?: Record<string, number>): void;
  /** Aborted when the run is stopped. */
  signal: AbortSignal;
}

export interface Logger {
  info(message: string): void;
  warn(message: string): void;
}

/** The one input of this name. */
export function oneInput(context: Pick<StageContext, 'inputs'>, name: string): StageInput {
  const inputs = context.inputs[name] ?? [];
  if (inputs.length !== 1) throw new Error(`Expected exactly one input '${name}', got ${inputs.length}.`);
  return inputs[0]!;
}

/** Gives a definition its parameter type; returns its argument. */
export function defineStage<Parameters>(
  definition: StageDefinition<Parameters>,
): StageDefinition<Parameters> {
  return definition;
}
