export * from './catalogue.ts';
export * from './create-objective.ts';
export type { GradientMap } from './hsc.ts';
export type * from './objective.ts';
