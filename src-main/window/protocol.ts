import { net, protocol } from 'electron';
import { pathToFileURL } from 'node:url';
import { printOrigin, windowOrigin } from '../../src-shared/contract/wire-names.ts';
import type { PrintPages } from './print-pages.ts';
import { fileBehind } from './window-files.ts';

const scheme = new URL(windowOrigin).protocol.slice(0, -1);
const printHost = new URL(printOrigin).host;

/** No inline script, no eval, nothing from outside; Element Plus sets styles on elements. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  // The preview of what is printed, in a sandboxed frame.
  `frame-src ${printOrigin}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Must run before the app is ready. */
export const registerScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
};

/** Serves the built window from `folder` and pages for paper, each its origin, and nothing else. */
export const serveWindowFiles = (folder: string, printPages: PrintPages): void => {
  protocol.handle(scheme, async (request) => {
    if (new URL(request.url).host === printHost) return printPages.answer(request);
    const file = fileBehind(request.url, folder);
    if (file === null || request.method !== 'GET') return new Response(null, { status: 404 });
    try {
      const response = await net.fetch(pathToFileURL(file).toString());
      const headers = new Headers(response.headers);
      headers.set('Content-Security-Policy', contentSecurityPolicy);
      headers.set('X-Content-Type-Options', 'nosniff');
      headers.set('Cross-Origin-Opener-Policy', 'same-origin');
      return new Response(response.body, { status: response.status, headers });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
};
