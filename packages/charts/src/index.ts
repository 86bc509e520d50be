export * from './line-chart.ts';
