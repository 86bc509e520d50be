export * from './catalogue.ts';
export * from './create-objective.ts';
export type { GradientKind } from './hsc.ts';
export type * from './objective.ts';
