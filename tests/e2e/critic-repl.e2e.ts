/* eslint-disable */
import { createServer } from 'node:http';
import * as clerk from '../support/clerk.ts';
import * as samples from '../support/sample-sheets.ts';
import { expect, test } from '../support/desk.ts';
test('repl', async ({ openDesk, launch }) => {
  test.setTimeout(0);
  const g: any = { openDesk, launch, expect, ...clerk, ...samples, fs: await import('node:fs') };
  const AF: any = Object.getPrototypeOf(async function () {}).constructor;
  await new Promise<void>((resolve) => {
    const s = createServer((req, res) => {
      let b = '';
      req.on('data', (c) => (b += c));
      req.on('end', async () => {
        if (req.url === '/quit') { res.end('bye'); s.close(); resolve(); return; }
        const out: string[] = [];
        const log = (...a: any[]) => out.push(a.map((x) => (typeof x === 'string' ? x : JSON.stringify(x))).join(' '));
        try {
          const r = await new AF('g', 'log', 'with(g){ return (async()=>{' + b + '})() }')(g, log);
          if (r !== undefined) log('=>', r);
        } catch (e: any) { log('ERR', String(e?.stack ?? e).slice(0, 1500)); }
        res.end(out.join('\n') + '\n');
      });
    });
    s.listen(7999, '127.0.0.1');
  });
});
