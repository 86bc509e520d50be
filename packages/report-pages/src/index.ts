/**
 * The kit of all HTML pages. A page is one file that needs no network and no other files. It can be read without its
 * script, which sorts and searches tables, enlarges pictures and switches between light and dark.
 *
 * const render = compileTemplate<View>(templateText, { part: partialText });   // Handlebars, strict: escapes {{…}}
 * const html = renderPage({
 *     title: 'fmnist: mean AUC 0.93',        // title of the browser's tab
 *     kind: 'Comparison of experiments',     // small, above the heading
 *     heading: 'fmnist and cifar10',
 *     description: '',
 *     headline: { value: '0.930', unit: 'mean AUC', note: '10 classes, 5 seeds' },   // optional
 *     facts: [{ term: 'Data set', value: 'fmnist' }],
 *     sections: [{ id: 'results', heading: 'Results', content: render(view) }],       // HTML });
 *
 * In templates, `{{{…}}}` inserts HTML: charts of @fcdd/charts (in `<figure class="chart">`), and the tables,
 * pictures and details of this kit:
 *
 * renderTable({ id: 'auc', caption: 'AUC by class', columns: ['Class', 'AUC'],
 *     rows: [[{ text: 'shirt', link: '#class-0' }, { text: '0.93 ± 0.01', value: 0.93 }]], foot: ['All', '0.93'] })
 * renderPicture({ title: 'Seed 0', layers: [{ label: 'Input', source: dataUri, alternative: '…', width, height }] })
 *
 * Classes for layout: `beside` (a table and a chart side by side), `charts` (a grid of charts), `gallery` (a grid of
 * pictures; arrow keys move between enlarged ones), `missing` (a sentence instead of missing content).
 * `@fcdd/report-pages/testing` opens pages in a real browser.
 */
export { formatAuc, formatCount, formatDuration, formatScore, formatTime, toWords } from './format.ts';
export { type Fact, type Page, type Section, renderPage } from './page.ts';
export { type Layer, type Picture, renderPicture } from './picture.ts';
export { type Cell, type Table, renderTable } from './table.ts';
export { compileTemplate } from './template.ts';
