import fc from 'fast-check';
import { expect, test } from 'vitest';
import { html, nothing } from './html.ts';

test('text is never markup', () => {
  expect(
    html`<td title="${'"><script>'}">${"</td><img src=x onerror='a()'>&amp;"}</td>`.markup,
  ).toBe(
    '<td title="&quot;&gt;&lt;script&gt;">&lt;/td&gt;&lt;img src=x onerror=&#39;a()&#39;&gt;&amp;amp;</td>',
  );
});

test('what was made by it goes in as it is, one or many', () => {
  const cells = [1, 2].map((number) => html`<td>${number}</td>`);
  expect(html`<b>${cells}</b>${nothing}`.markup).toBe('<b><td>1</td><td>2</td></b>');
});

test('marks that turn the reading order, and control characters, are left out', () => {
  expect(html`${'沪A\u202E54321\u0000\u001B[1m\r\n粤'}`.markup).toBe('沪A54321[1m\n粤');
});

test('no text brings a character that opens a tag, an entity or ends an attribute', () => {
  const unit = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '&',
    '/',
    ';',
    '#',
    '\u0000',
    'a',
    '车',
    '\uD800',
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const { markup } = html`${text}`;
      const bare = markup.replace(/&(?:amp|lt|gt|quot|#39);/g, '');
      expect(/[<>"'&]/.test(bare)).toBe(false);
    }),
    { seed: 5, numRuns: 300 },
  );
});
