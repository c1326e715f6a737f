import { afterEach, expect, it } from 'vitest';
import type { SheetChoice } from '../../src-shared/contract/schemas.ts';
import { roadExport, seaImport } from '../../tests/support/sample-sheets.ts';
import { storeDesk } from '../../tests/support/store-desk.ts';
import type { StoreDesk } from '../../tests/support/store-desk.ts';
import { createQueryReader } from './query-reader.ts';
import type { QueryReader } from './query-reader.ts';

/** The real thread on a real store. */

const threadFile = new URL('./query-thread.ts', import.meta.url);
const readers: QueryReader[] = [];
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.stop();
});

const deskWithReader = async (): Promise<{ desk: StoreDesk; reader: QueryReader }> => {
  const desk = await storeDesk();
  const reader = createQueryReader({ storeFile: desk.file, threadFile });
  readers.push(reader);
  return { desk, reader };
};

const first = { conditions: {}, sort: 'newest', after: null, limit: 50 } as const;

it('reads beside the connection that writes what was saved a moment before', async () => {
  const { desk, reader } = await deskWithReader();
  const sea = desk.saved(seaImport);
  expect((await reader.page(first))?.rows.map(({ id }) => id)).toEqual([sea.id]);
  const road = desk.saved(roadExport);
  expect((await reader.page(first))?.rows.map(({ id }) => id)).toEqual([road.id, sea.id]);
  expect(await reader.count({ text: 'COSU63' })).toEqual({ count: 1, isMore: false });
});

it('tells what was chosen beside the list, and only of the newest choice', async () => {
  const { desk, reader } = await deskWithReader();
  const { id } = desk.saved(seaImport);
  const all: SheetChoice = { kind: 'matching', conditions: {}, except: [] };
  const [older, facts, page] = await Promise.all([
    reader.facts(all),
    reader.facts({ kind: 'checked', ids: [id] }),
    reader.page(first),
  ]);
  expect(older).toBeNull();
  expect(facts).toMatchObject({ sheetCount: 1, truckCount: 1 });
  expect(page?.rows).toHaveLength(1);
});

it('reads 异常单证 and their summary, only the newest page, beside the list', async () => {
  const { desk, reader } = await deskWithReader();
  const { id } = desk.saved(seaImport);
  desk.store.exec(`UPDATE declaration SET status = '20', last_reason = '该车未备案'`);
  const [older, newer, summary, page] = await Promise.all([
    reader.troubles({ kind: null, page: 0 }, 0),
    reader.troubles({ kind: 'rejected', page: 3 }, 0),
    reader.troubleSummary(0),
    reader.page(first),
  ]);
  expect(older).toBeNull();
  expect(newer).toMatchObject({
    counts: [{ kind: 'rejected', count: 1 }],
    page: 0,
    troubles: [{ kind: 'rejected', row: { id }, place: { field: 'mediumId' } }],
  });
  expect(summary).toEqual({ count: 1, unanswered: [] });
  expect(page?.rows).toHaveLength(1);
});

it('answers only the newest of the queries that come together, and its count', async () => {
  const { desk, reader } = await deskWithReader();
  desk.saved(seaImport);
  const answers = await Promise.all([
    reader.page(first),
    reader.count({}),
    reader.page({ ...first, conditions: { importExport: 'E' } }),
    reader.page({ ...first, conditions: { importExport: 'I' } }),
    reader.count({ importExport: 'E' }),
    reader.count({ importExport: 'I' }),
  ]);
  expect(answers.map((answer) => answer !== null)).toEqual([
    false,
    false,
    false,
    true,
    false,
    true,
  ]);
});

it('goes on counting while the clerk turns the pages of the same query', async () => {
  const { desk, reader } = await deskWithReader();
  desk.saved(seaImport);
  const sheet = desk.saved(roadExport);
  const [page, count, next] = await Promise.all([
    reader.page({ ...first, limit: 1 }),
    reader.count({}),
    reader.page({ ...first, limit: 1, after: { at: sheet.enteredAt, id: sheet.id } }),
  ]);
  expect(page).toBeNull();
  expect(next?.rows).toHaveLength(1);
  expect(count).toEqual({ count: 2, isMore: false });
});

it('passes on what SQLite says, and starts again after the thread has ended', async () => {
  const { desk, reader } = await deskWithReader();
  desk.saved(seaImport);
  const lost = createQueryReader({ storeFile: `${desk.folder}/missing.db`, threadFile });
  readers.push(lost);
  await expect(lost.page(first)).rejects.toThrow('unable to open');
  await reader.stop();
  expect((await reader.page(first))?.rows).toHaveLength(1);
});

it('tells main the error code that explains itself to the clerk', async () => {
  const { desk, reader } = await deskWithReader();
  desk.saved(seaImport);
  desk.store.exec('DROP TABLE search');
  await expect(reader.page({ ...first, conditions: { text: '靠泊' } })).rejects.toMatchObject({
    code: 'SQLITE_ERROR',
  });
});
