import { shanghaiDateTime } from '../declaration/numbers.ts';
import type { Flow } from './flow.ts';
import { html } from './html.ts';
import type { PrintFacts } from './sheet-flow.ts';

/** The query's list on paper: the columns that are shown, and which sheets these are. */

export interface PrintedList {
  /** `width` is the most that a column needs, in half-width characters. */
  readonly columns: readonly { readonly heading: string; readonly width: number }[];
  readonly rows: readonly (readonly string[])[];
  /** The conditions in the clerk's words. */
  readonly what: string;
  /** How many there are, and how many of them are printed. */
  readonly count: string;
}

const title = '单证列表';

/** In half-width characters: a Chinese one is twice as wide as a digit. */
const widthOfText = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2E7F' ? 2 : 1), 0);

/** As wide as what stands in it, at most what is sensible; the heading may have two lines. */
const columnWidth = (
  { heading, width }: PrintedList['columns'][number],
  cells: readonly string[],
): number => {
  const longest = cells.reduce((most, cell) => Math.max(most, widthOfText(cell)), 0);
  const margin = 2;
  return Math.max(Math.min(longest, width), Math.ceil(widthOfText(heading) / 2)) + margin;
};

export const listFlow = (
  { columns, rows, what, count }: PrintedList,
  facts: Omit<PrintFacts, 'tables'>,
): Flow => ({
  masthead: html`<div class="masthead">
    <div>
      <h1>${title}</h1>
      <p>${what}</p>
      <p>${count}</p>
    </div>
  </div>`,
  running: html`<div class="running">
    <span>${title}（续）</span>
    <span>${what}</span>
  </div>`,
  sections: [
    {
      name: 'list',
      columns: [
        6,
        ...columns.map((column, at) =>
          columnWidth(
            column,
            rows.map((cells) => cells[at] ?? ''),
          ),
        ),
      ],
      heading: html`<tr>
        <th>序号</th>
        ${columns.map(({ heading }) => html`<th>${heading}</th>`)}
      </tr>`,
      rows: rows.map(
        (cells, index) =>
          html`<tr>
            <td class="number">${index + 1}</td>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      ),
    },
  ],
  footer: html`<span>打印时间：${shanghaiDateTime(facts.printedAt)}（北京时间）</span>
    <span>打印人：${facts.printedBy}</span>`,
  watermarks: facts.training ? ['培训'] : [],
});
