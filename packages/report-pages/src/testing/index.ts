export { describeInBrowser } from './browser.ts';
export { itIsSound, seriousViolations, expandAll } from './page-checks.ts';
export { tableCells } from './table-cells.ts';
