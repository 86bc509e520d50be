import { createHash } from 'node:crypto';
import { chartColours } from '@fcdd/charts';
import script from './script/page.ts?browser';
import { compileTemplate } from './template.ts';
import styleSheet from './templates/page.css';
import template from './templates/page.hbs';

/** Content of a page. Texts are escaped. */
export interface Page {
  /** Title of the browser's tab. */
  title: string;
  /** Kind of page, above the heading. */
  kind: string;
  heading: string;
  /** Description below the heading; may be empty. */
  description: string;
  /** The most important figure of the page. */
  headline?: { value: string; unit: string; note: string };
  facts: Fact[];
  /** Sections in order; the navigation links to each. */
  sections: Section[];
}

export interface Fact {
  term: string;
  value: string;
}

export interface Section {
  /** Fragment in addresses, after `#`. */
  id: string;
  heading: string;
  /** Content as HTML. */
  content: string;
}

/** Renders one HTML page that includes its styles, script, charts and pictures. */
export function renderPage(page: Page): string {
  return render({ headline: undefined, ...page, styleSheet: completeStyleSheet, script, policy });
}

const render = compileTemplate(template);

const completeStyleSheet = `:root{${chartColours}}\n${styleSheet}`;

const digest = createHash('sha256').update(script).digest('base64');

/** Policy that allows no loading, and no script except the kit's. Charts bring their own styles. */
const policy = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${digest}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
