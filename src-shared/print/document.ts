import type { Flow, Fragment, Orientation, Section } from './flow.ts';
import { html, nothing } from './html.ts';
import type { Html } from './html.ts';

/** Whole HTML documents: one to measure the parts of flows by, one with the pages as they are printed. */

const whole = (title: string, className: string, body: readonly Html[]): string =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <link rel="stylesheet" href="/print.css" />
      </head>
      <body class="${className}">
        ${body}
      </body>
    </html>`.markup;

const table = ({ name, columns, heading }: Section, rows: readonly Html[]): Html => {
  const sum = columns.reduce((total, width) => total + width, 0);
  return html`<table class="section ${name}">
    <colgroup>
      ${columns.map((width) => html`<col width="${((width / sum) * 100).toFixed(3)}%" />`)}
    </colgroup>
    ${
      heading === null
        ? nothing
        : html`<thead>
            ${heading}
          </thead>`
    }
    <tbody>
      ${rows}
    </tbody>
  </table>`;
};

/** Every part once, and an empty page: what `measure-paper.ts` of the print window looks at. */
export const measuringDocument = (flows: readonly Flow[], orientation: Orientation): string =>
  whole('', `measuring ${orientation}`, [
    html`<div class="page">
      <div class="content"></div>
      <div class="gap"></div>
    </div>`,
    ...flows.map(
      ({ masthead, running, sections }) =>
        html`<div class="page flow">
          <div class="top">${masthead}</div>
          <div class="top">${running}</div>
          ${sections.map((section) => table(section, section.rows))}
        </div>`,
    ),
  ]);

const page = (flow: Flow, fragments: readonly Fragment[], number: number, count: number): Html =>
  html`<section class="page">
    <div class="content">
      ${number === 1 ? flow.masthead : flow.running}
      ${fragments.flatMap(({ section, from, to }) => {
        const shown = flow.sections[section];
        return shown === undefined
          ? []
          : [html`<div class="gap"></div>`, table(shown, shown.rows.slice(from, to))];
      })}
    </div>
    <div class="watermarks">${flow.watermarks.map((word) => html`<div>${word}</div>`)}</div>
    <footer>
      <div class="said">${flow.footer}</div>
      <div class="page-number">第 ${number} 页 共 ${count} 页</div>
    </footer>
  </section>`;

export interface LaidOutFlow {
  readonly flow: Flow;
  readonly pages: readonly (readonly Fragment[])[];
}

/** The pages, at most `most` of them: each flow begins a new one and counts its own. */
export const pagesDocument = (
  title: string,
  flows: readonly LaidOutFlow[],
  orientation: Orientation,
  most = Infinity,
): string => {
  const pages: Html[] = [];
  for (const { flow, pages: fragments } of flows) {
    for (const [index, onPage] of fragments.entries()) {
      if (pages.length >= most) break;
      pages.push(page(flow, onPage, index + 1, fragments.length));
    }
  }
  return whole(title, `pages ${orientation}`, pages);
};
