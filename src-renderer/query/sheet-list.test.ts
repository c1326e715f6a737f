import { afterEach, expect, test, vi } from 'vitest';
import type { SheetKey, SheetRow } from '../../src-shared/contract/schemas.ts';
import { emptyHead } from '../../src-shared/declaration/new-sheet.ts';
import { useSheetList } from './sheet-list.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const rowOf = (id: number): SheetRow => ({
  id,
  version: 1,
  dataCentreNo: '',
  tripNo: String(id),
  status: '0',
  withdrawn: false,
  changeOutcome: null,
  lastSubmission: null,
  lastReason: null,
  amendment: null,
  receiptCount: 0,
  problemCount: 0,
  itemCount: 1,
  enteredAt: id,
  changedAt: id,
  amended: false,
  operator: 'chenmin',
  uscc: '',
  organisationCode: '',
  head: emptyHead(),
  enteredOn: '2026-11-28',
  allowed: [],
});

const pageSize = 50;

/** A main process whose answers wait until they are let go; sheets are listed by falling number. */
const mainWith = (first: number) => {
  const desk = { sheets: Array.from({ length: first }, (_, index) => rowOf(first - index)) };
  let held: (() => void)[] | null = null;
  let fails = false;
  const page = (after: SheetKey | null) => {
    const found = desk.sheets.filter(({ id }) => after === null || id < after.id);
    const last = found[pageSize - 1];
    return {
      rows: found.slice(0, pageSize),
      next: found.length > pageSize && last !== undefined ? { at: last.id, id: last.id } : null,
      textReach: null,
    };
  };
  const invoke = async (name: string, input: { after: SheetKey | null }): Promise<unknown> => {
    if (name === 'declaration.count') {
      return { ok: true, value: { count: desk.sheets.length, isMore: false } };
    }
    if (fails) return { ok: false, error: { kind: 'store.unwritable', message: '', advice: '' } };
    const value = page(input.after);
    const waiting = held;
    if (waiting !== null) await new Promise<void>((resolve) => waiting.push(resolve));
    return { ok: true, value };
  };
  vi.stubGlobal('window', { kakou: { invoke } });
  return {
    desk,
    hold: () => {
      held = [];
    },
    letGo: () => {
      for (const go of held ?? []) go();
      held = null;
    },
    fail: () => {
      fails = true;
    },
  };
};

const everything = { conditions: {}, sort: 'newest', pageSize } as const;

test('下一页 pressed twice before the page is there turns one page, and the page number is true', async () => {
  const main = mainWith(160);
  const list = useSheetList();
  await list.ask(everything);
  main.hold();
  const turned = [list.nextPage(), list.nextPage()];
  main.letGo();
  await Promise.all(turned);
  expect(list.pageStarts.value).toHaveLength(2);
  expect(list.rows.value[0]?.id).toBe(110);
  await list.previousPage();
  expect(list.pageStarts.value).toHaveLength(1);
  expect(list.rows.value[0]?.id).toBe(160);
});

test('a live update while a page is turned does not take the turn back', async () => {
  const main = mainWith(160);
  const list = useSheetList();
  await list.ask(everything);
  main.hold();
  const turned = [list.nextPage(), list.refresh()];
  main.letGo();
  await Promise.all(turned);
  expect(list.pageStarts.value).toHaveLength(2);
  expect(list.rows.value[0]?.id).toBe(110);
});

test('下一页 while a new query is asked does not begin inside the old one', async () => {
  const main = mainWith(160);
  const list = useSheetList();
  await list.ask(everything);
  main.hold();
  const asked = [list.ask({ ...everything, conditions: { status: '0' } }), list.nextPage()];
  main.letGo();
  await Promise.all(asked);
  expect(list.pageStarts.value).toEqual([null]);
  expect(list.rows.value[0]?.id).toBe(160);
});

test('where more than one page has gone, the last one that holds a sheet is shown', async () => {
  const main = mainWith(160);
  const list = useSheetList();
  await list.ask(everything);
  await list.nextPage();
  await list.nextPage();
  main.desk.sheets = main.desk.sheets.slice(0, 20);
  await list.refresh();
  expect(list.pageStarts.value).toHaveLength(1);
  expect(list.rows.value).toHaveLength(20);
});

test('a page that could not be read leaves the number of the page that is shown', async () => {
  const main = mainWith(160);
  const list = useSheetList();
  await list.ask(everything);
  main.fail();
  void list.nextPage();
  await vi.waitFor(() => expect(list.busy.value).toBe(false));
  expect(list.pageStarts.value).toHaveLength(1);
});
