export { type CompilableExperiment, compileExperiment } from './compile.ts';
export {
  type LoadOptions,
  type LoadedExperiment,
  type RuleProblem,
  type RuleVerdict,
  type Rules,
  loadExperiment,
} from './load.ts';
export { type GraphVariant, type MergedGraph, mergeGraphs } from './merge.ts';
export { type Pipeline, loadPipeline } from './pipeline.ts';
export { secondsOf } from './duration.ts';
export { type Path, allowedWords, describeValue } from './words.ts';
