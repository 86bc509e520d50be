export { type CompilableExperiment, compileExperiment } from './compile.ts';
export {
  type LoadOptions,
  type LoadedExperiment,
  type RuleProblem,
  type RuleVerdict,
  type Rules,
  loadExperiment,
} from './load.ts';
export { type Pipeline, type PipelineStage, loadPipeline } from './pipeline.ts';
export { type Place, type Source, locationOf } from './place.ts';
export { type Problem, ProblemsError } from './problem.ts';
export { type Path, allowedWords, describeValue, didYouMean, formatPath } from './words.ts';
