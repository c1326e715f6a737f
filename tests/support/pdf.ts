import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readLine } from './code-128.ts';

/** A PDF as a reader sees it: the text of each page, its size, and the bar codes in its pixels. */

const folder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

const opened = async <Value>(
  file: string,
  work: (document: PDFDocumentProxy) => Promise<Value>,
): Promise<Value> => {
  const task = getDocument({
    data: new Uint8Array(await readFile(file)),
    cMapUrl: path.join(folder, 'cmaps/'),
    standardFontDataUrl: path.join(folder, 'standard_fonts/'),
    wasmUrl: path.join(folder, 'wasm/'),
    verbosity: 0,
  });
  try {
    return await work(await task.promise);
  } finally {
    await task.destroy();
  }
};

export interface PdfPage {
  /** Without white space: where a line ends on paper is nobody's meaning. */
  readonly text: string;
  /** Millimetres. */
  readonly width: number;
  readonly height: number;
}

/**
 * Fonts draw 车 and 页 with the glyph of their radical, and Chromium writes down the radical: the
 * ones that Unicode does not take for the same letter.
 */
const radicals: Readonly<Record<string, string>> = {
  '\u2ECB': '车',
  '\u2EDA': '页',
  '\u2ED4': '门',
  '\u2ED3': '长',
  '\u2EC5': '见',
  '\u2EC9': '贝',
  '\u2EDB': '风',
  '\u2EE2': '马',
  '\u2EE5': '鱼',
};

const asTyped = (text: string): string =>
  text
    .replace(/\s/g, '')
    .replace(/[\u2F00-\u2FDF]/g, (radical) => radical.normalize('NFKC'))
    .replace(/[\u2E80-\u2EFF]/g, (radical) => radicals[radical] ?? radical);

const millimetresOfPoint = 25.4 / 72;

export const readPdf = (file: string): Promise<readonly PdfPage[]> =>
  opened(file, async (document) => {
    const pages: PdfPage[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const { width, height } = page.getViewport({ scale: 1 });
      pages.push({
        text: asTyped(items.map((item) => ('str' in item ? item.str : '')).join('')),
        width: Math.round(width * millimetresOfPoint),
        height: Math.round(height * millimetresOfPoint),
      });
    }
    return pages;
  });

/** 200 dots an inch, less than any office printer has. */
const scale = 200 / 72;
const darkBelow = 128;

/** What a scanner reads off a page, each code once, from the top. */
export const barCodesOn = (file: string, number: number): Promise<readonly string[]> =>
  opened(file, async (document) => {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale });
    const width = Math.ceil(viewport.width);
    const height = Math.ceil(viewport.height);
    const factory = document.canvasFactory as {
      create: (
        width: number,
        height: number,
      ) => { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D };
    };
    const { canvas, context } = factory.create(width, height);
    await page.render({ canvas, canvasContext: context, viewport }).promise;
    const { data } = context.getImageData(0, 0, width, height);
    const found = new Set<string>();
    for (let y = 0; y < height; y += 4) {
      const line = Array.from(
        { length: width },
        (_, x) => (data[(y * width + x) * 4 + 1] ?? 255) < darkBelow,
      );
      for (const text of readLine(line)) found.add(text);
    }
    return [...found];
  });
