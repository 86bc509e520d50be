export { type CompilableExperiment, compileExperiment } from './compile.ts';
export {
  type LoadOptions,
  type LoadedExperiment,
  type LoadedSweep,
  type RuleProblem,
  type RuleVerdict,
  type Rules,
  type Variant,
  loadExperiment,
} from './load.ts';
export { type GraphVariant, type MergedGraph, mergeGraphs } from './merge.ts';
export type { Halving } from './sweep/sweep.ts';
export type { Place } from './place.ts';
export { type Placed, type PlacedMap, entryAt, plain } from './placed.ts';
export { type Pipeline, loadPipeline } from './pipeline.ts';
export { loadProfile } from './profile.ts';
export type { EarlierVersion, Edit, Versions } from './versions/earlier-version.ts';
export type { OutdatedFile } from './versions/migration.ts';
export { sweptIn } from './versions/moves.ts';
export { type RewrittenFile, rewriteFiles } from './versions/rewrite-files.ts';
export { yamlLine } from './yaml-line.ts';
export { type Path, allowedWords, describeValue } from './words.ts';
