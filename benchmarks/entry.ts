/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { projectRoot } from '../scripts/setup.mjs';
import { signIn } from '../tests/support/clerk.ts';
import { launchApp } from '../tests/support/electron-app.ts';
import { startEndpointProcess } from '../tests/support/outside-world.ts';
import { writeBareProgram } from './bare-program.ts';
import { figure, quantile } from './figures.ts';
import type { Figure } from './figures.ts';

const codeCount = 50_000;
const openings = 20;
/** Digits, initials, syllables, a mixture; some end with few rows, some with many. */
const queries = [
  'hghg',
  '123',
  'shanghai',
  'xmhg',
  '4',
  'chongqhg',
  'zgc',
  '31999',
  'hgsh',
  'lvjhg',
];
const rounds = 3;
const betweenKeys = 60;

const tableSchema = z.looseObject({ rows: z.array(z.looseObject({ name: z.string() })) });

/** The built program with a table of 50,000 districts, their names joined from the shipped ones. */
const writeLargeProgram = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(projectRoot, 'package.json'), path.join(folder, 'package.json'));
  cpSync(path.join(projectRoot, 'resources'), path.join(folder, 'resources'), { recursive: true });
  symlinkSync(path.join(projectRoot, '.vite'), path.join(folder, '.vite'));
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'));
  const file = path.join(folder, 'resources/parameters/customsDistrict.json');
  const shipped = tableSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const names = shipped.rows.map(({ name }) => name.replace(/海关|关区/u, ''));
  const nameAt = (at: number): string => names[at % names.length] ?? '';
  const rows = Array.from({ length: codeCount }, (_, at) => ({
    code: String(10_000 + at),
    name: `${nameAt(at)}${nameAt(at * 7 + 3)}海关`,
    source: '',
    confidence: 'high',
    selectable: true,
    unverified: at % 3 === 0,
  }));
  writeFileSync(file, JSON.stringify({ ...shipped, rows }));
};

/** A field, a list of ten rows that never changes, and a tab with nothing in it. */
const barePage = (): string => {
  const rows = Array.from({ length: 10 }, (_, at) => `<li>${String(at)} 海关</li>`).join('');
  return `<!doctype html><meta charset="utf-8"><input data-testid="field" autofocus>
     <ul>${rows}</ul><main></main>
     <script>addEventListener('keydown', (event) => {
       if (event.key !== 'F2') return;
       const tab = document.createElement('section');
       tab.className = 'tab';
       document.querySelector('main').replaceChildren(tab);
     })</script>`;
};

/** The page keeps what it measures here. */
interface Probe {
  keys: number[];
  openings: number[];
  frames: number[];
}
type ProbedWindow = typeof globalThis & { probe: Probe };

/** From the moment a key is pressed to the moment after the frame that shows what it did. */
const installProbe = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const probe: Probe = { keys: [], openings: [], frames: [] };
    (globalThis as ProbedWindow).probe = probe;
    let pressed = 0;
    const painted = (into: number[], from: number): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => into.push(performance.now() - from);
        port2.postMessage(null);
      });
    };
    addEventListener(
      'keydown',
      (event) => {
        pressed = event.timeStamp;
        if (event.key !== 'F2') return;
        const before = document.activeElement;
        const waitForTab = (): void => {
          const isBare = document.querySelector('main > .tab') !== null;
          const active = document.activeElement;
          const isShown = active instanceof HTMLElement && active.dataset['field'] !== undefined;
          if (isBare || (isShown && active !== before)) painted(probe.openings, event.timeStamp);
          else requestAnimationFrame(waitForTab);
        };
        queueMicrotask(waitForTab);
      },
      true,
    );
    addEventListener('input', () => painted(probe.keys, pressed), true);
    let last = performance.now();
    const frame = (now: number): void => {
      probe.frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

const taken = async (page: Page, kind: keyof Probe): Promise<number[]> => {
  await page.waitForTimeout(200);
  return page.evaluate((name) => {
    const { probe } = globalThis as ProbedWindow;
    return probe[name].splice(0);
  }, kind);
};

const typeQueries = async (page: Page, between: () => Promise<void>): Promise<number[]> => {
  await taken(page, 'keys');
  for (let round = 0; round < rounds; round += 1) {
    for (const query of queries) {
      await page.keyboard.type(query, { delay: betweenKeys });
      await between();
    }
  }
  return taken(page, 'keys');
};

const measureBare = async (program: string): Promise<{ keys: number[]; openings: number[] }> => {
  const { window, close } = await launchApp({ program });
  await window.getByTestId('field').focus();
  await installProbe(window);
  const keys = await typeQueries(window, () => window.keyboard.press('Control+a'));
  for (let opening = 0; opening < openings; opening += 1) {
    await window.keyboard.press('F2');
    await window.waitForTimeout(100);
  }
  const measured = { keys, openings: await taken(window, 'openings') };
  await close();
  return measured;
};

const waitForPinyin = async (window: Page): Promise<void> => {
  const field = window.getByTestId('head-customsCode');
  for (let second = 0; second < 30; second += 1) {
    await field.focus();
    await window.keyboard.type('shhg');
    const found = await window.getByRole('option').count();
    await window.keyboard.press('Escape');
    if (found > 0) return;
    await window.waitForTimeout(1000);
  }
  throw new Error('the pinyin of the large table was never read');
};

/**
 * What the clerk feels in the real window: a key in a code field of 50,000 rows against a bare field
 * over a list that never changes, a new sheet's tab against an empty one, and the frames while
 * working copies are written.
 */
export const benchmarkEntry = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kakou-desk-bench-'));
  const bareProgram = path.join(folder, 'bare');
  const program = path.join(folder, 'large');
  writeBareProgram(bareProgram, barePage());
  writeLargeProgram(program);
  const endpoint = await startEndpointProcess({ dataFolder: path.join(folder, 'endpoint') });
  try {
    const bare = await measureBare(bareProgram);
    const { window, close } = await launchApp({
      program,
      args: ['--training'],
      env: { KAKOU_ENDPOINT_URL: endpoint.url, KAKOU_CARD_PROVIDER: 'pcsc' },
    });
    await signIn(window, endpoint.url);
    await waitForPinyin(window);
    await installProbe(window);
    const keys = await typeQueries(window, async () => {
      if ((await window.getByRole('option').count()) === 0) {
        throw new Error('a query found nothing: there was no list to paint');
      }
      await window.keyboard.press('Escape');
    });

    await taken(window, 'openings');
    for (let opening = 0; opening < openings; opening += 1) {
      // A sheet with nothing in it would make room for the new one instead of keeping its tab.
      await window.keyboard.type('12345');
      await window.keyboard.press('Enter');
      await window.waitForTimeout(400);
      await window.keyboard.press('F2');
      await window.waitForTimeout(300);
    }
    const tabs = await taken(window, 'openings');

    await window.getByTestId('head-remark').focus();
    await taken(window, 'frames');
    for (let pause = 0; pause < 10; pause += 1) {
      await window.keyboard.type('a remark', { delay: 30 });
      await window.waitForTimeout(450);
    }
    const frames = await taken(window, 'frames');
    await close();

    const emptyTab = quantile(bare.openings, 0.95);
    return [
      figure('entry.key-to-list.p50', quantile(keys, 0.5), quantile(bare.keys, 0.5)),
      figure('entry.key-to-list.p95', quantile(keys, 0.95), quantile(bare.keys, 0.95), 2),
      figure('entry.new-tab.p95 (floor: empty tab)', quantile(tabs, 0.95), emptyTab),
      figure(
        'entry.new-tab.p95 (floor: empty tab + 150 ms)',
        quantile(tabs, 0.95),
        emptyTab + 150,
        1,
      ),
      figure('entry.working-copy.longest-frame (floor: 50 ms)', Math.max(...frames), 50, 1),
    ];
  } finally {
    await endpoint.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
