export * from './catalogue.ts';
export type { DataSetItem, DataSetRequest, OpenedDataSet, Split } from './data-set.ts';
export { openDataSet } from './open-data-set.ts';
export { type OpenedOutliers, type OutlierRequest, openOutliers } from './outliers/open-outliers.ts';
export * from './preparation.ts';
