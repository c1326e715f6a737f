/**
 * HTML for paper. Whatever is put into it is text: a remark may hold any character, and none of them
 * may become markup.
 */

export interface Html {
  readonly markup: string;
}

type Shown = string | number | Html | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What no font shows and no parser keeps; line feed and tab stay. */
// eslint-disable-next-line no-control-regex
const invisible = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');

const markupOf = (value: Shown): string => {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
};

/** The template's own text is markup; its values are text, unless they were made here too. */
export const html = (template: TemplateStringsArray, ...values: readonly Shown[]): Html => ({
  markup: template.map((part, index) => part + markupOf(values[index] ?? '')).join(''),
});

export const nothing: Html = { markup: '' };
