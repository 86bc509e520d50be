import { createHash } from 'node:crypto';
import { chartColours } from '@fcdd/charts';
import script from './script/page.ts?browser';
import { compileTemplate } from './template.ts';
import styleSheet from './templates/page.css';
import template from './templates/page.hbs';

/** What stands on a page. Texts are escaped. */
export interface Page {
  /** In the browser's tab. */
  title: string;
  /** What kind of page it is, above the heading. */
  kind: string;
  heading: string;
  /** Empty: none. */
  description: string;
  /** The one figure that the page is read for. */
  headline?: { value: string; unit: string; note: string };
  facts: Fact[];
  /** In their order; the navigation has a link to each. */
  sections: Section[];
}

export interface Fact {
  term: string;
  value: string;
}

export interface Section {
  /** In addresses, after `#`. */
  id: string;
  heading: string;
  /** HTML. */
  content: string;
}

/** One HTML page that needs nothing else: styles, script, charts and pictures are in it. */
export function renderPage(page: Page): string {
  return render({ headline: undefined, ...page, styleSheet: completeStyleSheet, script, policy });
}

const render = compileTemplate(template);

const completeStyleSheet = `:root{${chartColours}}\n${styleSheet}`;

const digest = createHash('sha256').update(script).digest('base64');

/** Nothing is loaded, and no script runs but the kit's own. Charts have styles of their own. */
const policy = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${digest}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
