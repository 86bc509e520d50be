export { describeInBrowser } from './browser.ts';
export { itIsSound, seriousViolations, unfoldAll } from './page-checks.ts';
export { tableCells } from './table-cells.ts';
