import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { presenceOf } from '../src-shared/declaration/field-values.ts';
import { itemFields } from '../src-shared/declaration/fields.ts';
import type { Item } from '../src-shared/declaration/sheet.ts';
import { toTabSeparated } from '../src-shared/declaration/tab-separated.ts';
import { signIn, typeSheet } from '../tests/support/clerk.ts';
import { launchApp } from '../tests/support/electron-app.ts';
import type { RunningApp } from '../tests/support/electron-app.ts';
import { startEndpointProcess } from '../tests/support/outside-world.ts';
import { seaImport } from '../tests/support/sample-sheets.ts';
import { installProbe, taken } from './entry-probe.ts';
import { writeBareEntry, writeLargeProgram } from './entry-programs.ts';
import { figure, quantile } from './figures.ts';
import type { Figure } from './figures.ts';

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
/** As many sheets as a quiet day has, and more than the screens that are kept alive. */
const openings = 40;
const openingsInTurn = 5;
const remark = 'a remark';
const remarksInTurn = 5;
const itemsOnSheet = 200;
const typedItems = 6;
const longestFrame = 50;
const slowestTab = 150;

/** The same work in both windows in turn, so that what slows the machine down slows both. */
interface Pair {
  readonly bare: Page;
  readonly ours: Page;
}
interface Samples {
  readonly bare: readonly number[];
  readonly ours: readonly number[];
}

const inTurn = async (
  pair: Pair,
  turns: number,
  measure: (page: Page, isOurs: boolean) => Promise<readonly number[]>,
): Promise<Samples> => {
  const samples = { bare: [] as number[], ours: [] as number[] };
  for (let turn = 0; turn < turns; turn += 1) {
    samples.bare.push(...(await measure(pair.bare, false)));
    samples.ours.push(...(await measure(pair.ours, true)));
  }
  return samples;
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

/** A key in a code field of 50,000 rows, against a bare field over a list that never changes. */
const measureKeys = (pair: Pair): Promise<Samples> =>
  inTurn(pair, rounds, async (page, isOurs) => {
    await page.getByTestId(isOurs ? 'head-customsCode' : 'field').focus();
    for (const query of queries) {
      await page.keyboard.type(query, { delay: betweenKeys });
      if (isOurs && (await page.getByRole('option').count()) === 0) {
        throw new Error('a query found nothing: there was no list to paint');
      }
      await page.keyboard.press(isOurs ? 'Escape' : 'Control+a');
    }
    return taken(page, 'keys');
  });

/** A new sheet's tab with its whole form, against an empty one. */
const measureOpenings = async (pair: Pair): Promise<Samples> => {
  const samples = await inTurn(pair, openings / openingsInTurn, async (page, isOurs) => {
    for (let opening = 0; opening < openingsInTurn; opening += 1) {
      if (isOurs) {
        // A sheet with nothing in it would make room for the new one instead of keeping its tab.
        await page.keyboard.type('12345');
        await page.keyboard.press('Enter');
        await page.waitForTimeout(400);
      }
      await page.keyboard.press('F2');
      await page.waitForTimeout(300);
    }
    return taken(page, 'openings');
  });
  if (samples.bare.length !== openings || samples.ours.length !== openings) {
    throw new Error('not every tab that was asked for was seen');
  }
  return samples;
};

const typeRemarks = async (page: Page): Promise<void> => {
  for (let pause = 0; pause < remarksInTurn; pause += 1) {
    await page.keyboard.type(remark, { delay: 30 });
    await page.waitForTimeout(450);
  }
};

/** The frames while somebody types and pauses, and ours is kept after each pause. */
const measureFrames = async (pair: Pair): Promise<Samples> => {
  const samples = await inTurn(pair, rounds, async (page, isOurs) => {
    await page.getByTestId(isOurs ? 'head-remark' : 'remark').focus();
    await taken(page, 'frames');
    await typeRemarks(page);
    return taken(page, 'frames');
  });
  const copies = JSON.stringify(await pair.ours.evaluate("kakou.invoke('workingCopy.list')"));
  if (!copies.includes(remark)) throw new Error('no working copy was written');
  return samples;
};

const [sampleItem] = seaImport.items;
const itemAt = (index: number): Item => {
  if (sampleItem === undefined) throw new Error('the sample sheet has items');
  return { ...sampleItem, objectId: `COSU638${String(1_000_000 + index)}` };
};

const typeItem = async (window: Page, item: Item): Promise<void> => {
  for (const field of itemFields) {
    if (presenceOf(field, { head: seaImport.head, item }) === 'closed') continue;
    await window.keyboard.type(item[field.key], { delay: 30 });
    await window.keyboard.press('Enter');
    await window.waitForTimeout(30);
  }
};

/** The last items of a sheet of 200, typed in the form; the first ones come from Excel. */
const measureLongSheet = async (
  { app, window }: RunningApp,
  bare: Page,
): Promise<{ readonly keys: Samples; readonly frames: Samples; readonly back: Samples }> => {
  await window.keyboard.press('F2');
  await typeSheet(window, { ...seaImport, items: [] });
  const pasted = Array.from({ length: itemsOnSheet - typedItems }, (_, index) => itemAt(index));
  const rows = pasted.map((item) => itemFields.map(({ key }) => item[key]));
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), toTabSeparated(rows));
  await window.keyboard.press('Control+V');
  await window.getByTestId('paste-take-all').click();
  await window.getByTestId('item-direction').focus();
  await window.waitForTimeout(1000);
  await taken(window, 'keys');
  await taken(bare, 'keys');

  const keys: number[] = [];
  const bareKeys: number[] = [];
  let typed = pasted.length;
  const frames = await inTurn({ bare, ours: window }, typedItems, async (page, isOurs) => {
    if (!isOurs) await page.getByTestId('remark').focus();
    await taken(page, 'frames');
    if (isOurs) await typeItem(page, itemAt(typed++));
    else await typeRemarks(page);
    const seen = await taken(page, 'frames');
    (isOurs ? keys : bareKeys).push(...(await taken(page, 'keys')));
    return seen;
  });
  const rowCount = await window.getByTestId('item-row').count();
  if (rowCount !== itemsOnSheet) throw new Error(`the sheet has ${String(rowCount)} items`);

  await window.keyboard.press('F2');
  await window.waitForTimeout(500);
  await taken(window, 'openings');
  const back = await inTurn({ bare, ours: window }, openingsInTurn, async (page, isOurs) => {
    await page.keyboard.press(isOurs ? 'Control+Shift+Tab' : 'F2');
    await page.waitForTimeout(500);
    const seen = await taken(page, 'openings');
    if (isOurs) await page.keyboard.press('Control+Tab');
    await page.waitForTimeout(500);
    if (isOurs) await taken(page, 'openings');
    return seen;
  });
  return { keys: { bare: bareKeys, ours: keys }, frames, back };
};

/** What the clerk feels in the real window, beside a window that does next to nothing. */
export const benchmarkEntry = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kakou-desk-bench-'));
  const bareProgram = path.join(folder, 'bare');
  const program = path.join(folder, 'large');
  writeBareEntry(bareProgram);
  writeLargeProgram(program);
  const endpoint = await startEndpointProcess({ dataFolder: path.join(folder, 'endpoint') });
  try {
    const bare = await launchApp({ program: bareProgram });
    await installProbe(bare.window);
    const ours = await launchApp({
      program,
      args: ['--training'],
      env: { KAKOU_ENDPOINT_URL: endpoint.url, KAKOU_CARD_PROVIDER: 'pcsc' },
    });
    await installProbe(ours.window);
    await signIn(ours.window, endpoint.url);
    await waitForPinyin(ours.window);
    await taken(ours.window, 'keys');
    const pair: Pair = { bare: bare.window, ours: ours.window };
    const keys = await measureKeys(pair);
    const tabs = await measureOpenings(pair);
    const frames = await measureFrames(pair);
    const long = await measureLongSheet(ours, bare.window);
    await ours.close();
    await bare.close();

    const of = (samples: Samples, share: number): readonly [value: number, floor: number] => [
      quantile(samples.ours, share),
      quantile(samples.bare, share),
    ];
    const longest = (samples: Samples): readonly [value: number, floor: number] => of(samples, 1);
    const [slowTab, emptyTab] = of(tabs, 0.95);
    return [
      figure('entry.key-to-list.p50', ...of(keys, 0.5)),
      figure('entry.key-to-list.p95', ...of(keys, 0.95), 2),
      figure('entry.new-tab.p50 (floor: empty tab)', ...of(tabs, 0.5)),
      figure('entry.new-tab.p95 (floor: empty tab)', slowTab, emptyTab),
      figure('entry.new-tab.p95 (floor: empty tab + 150 ms)', slowTab, emptyTab + slowestTab, 1),
      figure('entry.working-copy.longest-frame (floor: bare window)', ...longest(frames)),
      figure(
        'entry.working-copy.longest-frame (floor: 50 ms)',
        longest(frames)[0],
        longestFrame,
        1,
      ),
      figure('entry.200-items.key-to-paint.p95 (floor: bare window)', ...of(long.keys, 0.95)),
      figure('entry.200-items.frame.p99 (floor: bare window)', ...of(long.frames, 0.99)),
      figure('entry.200-items.frame.p99 (floor: 50 ms)', of(long.frames, 0.99)[0], longestFrame, 1),
      figure('entry.200-items.longest-frame (floor: bare window)', ...longest(long.frames)),
      figure('entry.200-items.back-to-tab.p50 (floor: empty tab)', ...of(long.back, 0.5)),
    ];
  } finally {
    await endpoint.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
