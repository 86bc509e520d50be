export * from './export-detector.ts';
export * from './trained-detector.ts';
