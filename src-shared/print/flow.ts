import type { Html } from './html.ts';

/**
 * What is printed, before anybody knows where a page ends: tables of rows below one another, each
 * row whole on one page. One sheet is one flow, and so is the list.
 */

export interface Section {
  readonly name: 'status' | 'facts' | 'remark' | 'items' | 'list';
  /** Widths of the columns, in relation to each other. */
  readonly columns: readonly number[];
  /** Rows of the table's head, again on each page that the section goes on on. */
  readonly heading: Html | null;
  readonly rows: readonly Html[];
}

export interface Flow {
  /** On top of the first page. */
  readonly masthead: Html;
  /** On top of the others. */
  readonly running: Html;
  readonly sections: readonly Section[];
  /** Below each page, beside its number. */
  readonly footer: Html;
  readonly watermarks: readonly string[];
}

export type Orientation = 'portrait' | 'landscape';

/** Rows of one section that stand on one page; `to` is the first that does not. */
export interface Fragment {
  readonly section: number;
  readonly from: number;
  readonly to: number;
}

/** The heights of a flow's parts, in the order of {@link Flow}, in CSS pixels. */
export interface FlowHeights {
  readonly masthead: number;
  readonly running: number;
  readonly sections: readonly { readonly heading: number; readonly rows: readonly number[] }[];
}

/** What a page has room for, and what lies between two sections. */
export interface PageSpace {
  readonly height: number;
  readonly gap: number;
}

/**
 * Puts the rows of a flow on pages, in their order, each once. A section's heading never stands
 * without a row; a row that is higher than a page has one for itself.
 */
export const paginate = (
  { masthead, running, sections }: FlowHeights,
  { height, gap }: PageSpace,
): readonly (readonly Fragment[])[] => {
  const pages: Fragment[][] = [[]];
  let left = height - masthead;
  sections.forEach(({ heading, rows }, section) => {
    let open: { section: number; from: number; to: number } | null = null;
    rows.forEach((row, index) => {
      const needed = open === null ? gap + heading + row : row;
      let page = pages.at(-1) ?? [];
      if (needed > left && page.length > 0) {
        page = [];
        pages.push(page);
        open = null;
        left = height - running;
      }
      if (open === null) {
        open = { section, from: index, to: index };
        page.push(open);
        left -= gap + heading;
      }
      open.to = index + 1;
      left -= row;
    });
  });
  return pages;
};
