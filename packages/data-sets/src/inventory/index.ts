export * from './check-data.ts';
export * from './fetch-data.ts';
export * from './survey.ts';
