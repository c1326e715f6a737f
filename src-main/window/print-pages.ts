import { readFile } from 'node:fs/promises';
import { printOrigin, windowOrigin } from '../../src-shared/contract/wire-names.ts';

/** Documents for paper, served to the window's preview and to the window that draws them. */
export interface PrintPages {
  /** The value is the address. */
  readonly keep: (name: string, document: string) => string;
  readonly drop: (name: string) => void;
  readonly answer: (request: Request) => Promise<Response>;
}

const styleName = 'print.css';

/** Pages hold no script and fetch nothing but their style; the window alone may frame them. */
const policyFor = (developmentOrigin: string | null): string =>
  [
    "default-src 'none'",
    `style-src ${printOrigin}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${windowOrigin}${developmentOrigin === null ? '' : ` ${developmentOrigin}`}`,
  ].join('; ');

export const createPrintPages = (options: {
  readonly styleFile: string;
  readonly developmentOrigin: string | null;
}): PrintPages => {
  const documents = new Map<string, string>();
  const headers = {
    'Content-Security-Policy': policyFor(options.developmentOrigin),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };
  const respond = (body: string, type: string): Response =>
    new Response(body, { headers: { ...headers, 'Content-Type': `${type}; charset=utf-8` } });
  return {
    keep: (name, document) => {
      documents.set(name, document);
      return `${printOrigin}/${name}`;
    },
    drop: (name) => {
      documents.delete(name);
    },
    answer: async ({ url, method }) => {
      const name = new URL(url).pathname.slice(1);
      if (method === 'GET' && name === styleName) {
        return respond(await readFile(options.styleFile, 'utf8'), 'text/css');
      }
      const document = method === 'GET' ? documents.get(name) : undefined;
      return document === undefined
        ? new Response(null, { status: 404 })
        : respond(document, 'text/html');
    },
  };
};
