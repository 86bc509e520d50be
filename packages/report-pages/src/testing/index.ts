export * from './browser.ts';
export * from './page-checks.ts';
