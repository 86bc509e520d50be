import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compileTemplate, renderPicture, renderTable } from './index.ts';
import { examplePage } from './testing/example-page.ts';

const hostile = `"><script>alert('1')</script></title></style><img src=x onerror=alert(1)>`;

describe('renderPage', () => {
  it('allows its own script by digest and nothing else', () => {
    const html = examplePage();
    const [, script] = /<script>(.*?)<\/script>/s.exec(html)!;
    const digest = createHash('sha256').update(script!).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/<(link|iframe|object)\b/i);
  });

  it('escapes every text', () => {
    const html = examplePage({
      title: hostile,
      kind: hostile,
      heading: hostile,
      description: hostile,
      headline: { value: hostile, unit: hostile, note: hostile },
      facts: [{ term: hostile, value: hostile }],
      sections: [{ id: hostile, heading: hostile, content: '' }],
    });
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain('<img src=x');
    expect(html.match(/<\/style>/g)).toHaveLength(html.match(/<style>/g)!.length);
  });

  it('renders without a headline and facts', () => {
    const html = examplePage({ headline: undefined, facts: [] });
    expect(html).not.toMatch(/class="headline"|<dl/);
  });
});

describe('renderTable', () => {
  it('escapes its cells', () => {
    const cell = { text: hostile, link: hostile, isDigest: true, isStrong: true };
    const html = renderTable({
      id: 'a',
      caption: hostile,
      columns: [hostile],
      rows: [[cell]],
      foot: [hostile],
    });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
  });

  it('sorts by values if texts are not numbers, including zero', () => {
    const html = renderTable({
      id: 'a',
      caption: 'A',
      columns: ['A', 'B'],
      rows: [['x', { text: 'none', value: 0 }]],
    });
    expect(html).toContain('<td data-value="0">none</td>');
  });
});

describe('renderPicture', () => {
  it('escapes its texts and addresses', () => {
    const layer = { label: hostile, source: hostile, alternative: hostile, width: 1, height: 1 };
    const html = renderPicture({ title: hostile, note: hostile, layers: [layer] });
    expect(html).not.toContain('<script');
    expect(html.match(/<img/g)).toHaveLength(1);
  });
});

describe('compileTemplate', () => {
  it('refuses names that the view does not have', () => {
    expect(() => compileTemplate('{{misspelled}}')({ spelled: 1 })).toThrow('misspelled');
  });

  it('uses other templates by name', () => {
    expect(compileTemplate('{{> part}}', { part: '<b>{{a}}</b>' })({ a: '<' })).toBe('<b>&lt;</b>');
  });
});
