export * from './histogram.ts';
export * from './line-chart.ts';
export * from './parallel-coordinates.ts';
export * from './point-chart.ts';
export { chartColours, fontFamily } from './theme.ts';
export * from './timeline.ts';
