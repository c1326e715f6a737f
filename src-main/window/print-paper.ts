import { BrowserWindow } from 'electron';
import { randomUUID } from 'node:crypto';
import type { Printer } from '../../src-shared/contract/print.ts';
import { measuredSchema } from '../reports/print/lay-out.ts';
import type { Paper } from '../reports/print/print-service.ts';
import { mainWindow } from './main-window.ts';
import type { PrintPages } from './print-pages.ts';

/** Draws pages in a window that nobody sees: sandboxed, without a preload, and going nowhere. */

/** A world of its own, so that nothing of the page can stand in for what it calls. */
const measuringWorld = 1301;

/** Looks at a measuring document of `src-shared/print/document.ts`. */
const measuring = `(() => {
  const height = (element) => element === null ? 0 : element.getBoundingClientRect().height;
  return {
    height: height(document.querySelector('.content')),
    gap: height(document.querySelector('.gap')),
    flows: [...document.querySelectorAll('.flow')].map((flow) => {
      const [masthead, running] = flow.querySelectorAll(':scope > .top');
      return {
        masthead: height(masthead ?? null),
        running: height(running ?? null),
        sections: [...flow.querySelectorAll(':scope > table')].map((table) => ({
          heading: height(table.tHead),
          rows: [...(table.tBodies[0]?.rows ?? [])].map(height),
        })),
      };
    }),
  };
})()`;

const openHidden = (): BrowserWindow => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  });
  window.webContents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  return window;
};

export const createPaper = (pages: PrintPages): Paper => {
  const onPaper = async <Value>(
    document: string,
    work: (window: BrowserWindow) => Promise<Value>,
  ): Promise<Value> => {
    const name = `${randomUUID()}.html`;
    const address = pages.keep(name, document);
    const window = openHidden();
    try {
      await window.loadURL(address);
      return await work(window);
    } finally {
      pages.drop(name);
      if (!window.isDestroyed()) window.destroy();
    }
  };
  return {
    measure: (document) =>
      onPaper(document, async ({ webContents }) => {
        const found: unknown = await webContents.executeJavaScriptInIsolatedWorld(measuringWorld, [
          { code: measuring },
        ]);
        return measuredSchema.parse(found);
      }),
    show: (jobId, document) => pages.keep(`${jobId}.html`, document),
    unshow: (jobId) => {
      pages.drop(`${jobId}.html`);
    },
    toPdf: (document, orientation) =>
      onPaper(document, ({ webContents }) =>
        webContents.printToPDF({
          pageSize: 'A4',
          landscape: orientation === 'landscape',
          margins: { top: 0, right: 0, bottom: 0, left: 0 },
          printBackground: true,
          preferCSSPageSize: true,
        }),
      ),
    printers: async () => {
      const found = (await mainWindow()?.webContents.getPrintersAsync()) ?? [];
      return found.map(({ name, displayName }): Printer => ({
        name,
        displayName: displayName === '' ? name : displayName,
      }));
    },
    print: (document, { orientation, printer, copies }) =>
      onPaper(
        document,
        ({ webContents }) =>
          new Promise<string | null>((resolve) => {
            webContents.print(
              {
                silent: true,
                ...(printer === null ? {} : { deviceName: printer }),
                copies,
                pageSize: 'A4',
                landscape: orientation === 'landscape',
                margins: { marginType: 'none' },
                printBackground: true,
              },
              (printed, reason) => {
                resolve(printed ? null : reason);
              },
            );
          }),
      ),
  };
};
