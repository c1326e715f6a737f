import { createPrintService } from '../../src-main/reports/print/print-service.ts';
import type {
  Paper,
  PrintParts,
  PrintService,
} from '../../src-main/reports/print/print-service.ts';
import type { Measured } from '../../src-main/reports/print/lay-out.ts';
import { shippedTables } from '../../src-shared/parameters/shipped-tables.testing.ts';
import type { StoreDesk } from './store-desk.ts';

/** Paper without a window: every row is as high as the next, every page holds forty of them. */

const rowHeight = 20;
const pageHeight = 40 * rowHeight + 4;

const measureByRows = (document: string): Measured => ({
  height: pageHeight,
  gap: 0,
  flows: document
    .split('<div class="page flow">')
    .slice(1)
    .map((flow) => ({
      masthead: rowHeight,
      running: rowHeight,
      sections: flow
        .split('<tbody>')
        .slice(1)
        .map((body) => ({
          heading: 0,
          rows: [...(body.split('</tbody>')[0] ?? '').matchAll(/<tr[\s>]/g)].map(() => rowHeight),
        })),
    })),
});

export interface FakePaper extends Paper {
  /** What was sent to a printer. */
  readonly printed: { document: string; printer: string | null; copies: number }[];
  /** What the window's preview shows now. */
  readonly shown: Map<string, string>;
  /** Why the printer refuses the next one. */
  refusal: string | null;
  printerNames: readonly string[];
}

export const fakePaper = (): FakePaper => {
  const paper: FakePaper = {
    printed: [],
    shown: new Map(),
    refusal: null,
    printerNames: [],
    measure: (document) => Promise.resolve(measureByRows(document)),
    show: (jobId, document) => {
      paper.shown.set(jobId, document);
      return `shown:${jobId}`;
    },
    unshow: (jobId) => {
      paper.shown.delete(jobId);
    },
    toPdf: (document) => Promise.resolve(Buffer.from(document)),
    printers: () =>
      Promise.resolve(paper.printerNames.map((name) => ({ name, displayName: name }))),
    print: (document, { printer, copies }) => {
      if (paper.refusal === null) paper.printed.push({ document, printer, copies });
      return Promise.resolve(paper.refusal);
    },
  };
  return paper;
};

export const testPrint = (
  desk: Pick<StoreDesk, 'store' | 'clock'>,
  parts: Partial<PrintParts> = {},
): PrintService =>
  createPrintService({
    store: desk.store,
    tables: shippedTables,
    training: false,
    paper: fakePaper(),
    chooseNewFile: () => Promise.resolve(null),
    showInFolder: () => undefined,
    now: () => desk.clock.now,
    onProgress: () => undefined,
    ...parts,
  });
