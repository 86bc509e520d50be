export * from './catalogue.ts';
export * from './class-statistics.ts';
export { type LabelledImages, type LoadedDataSet, loadDataSet } from './data-sets/load-data-set.ts';
export { type OutlierRequest, loadOutliers } from './outliers/load-outliers.ts';
export * from './normalization.ts';
export * from './preprocessing.ts';
export * from './settings.ts';
