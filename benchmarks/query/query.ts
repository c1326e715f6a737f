import Database from 'better-sqlite3';
import { channels } from '../../src-shared/contract/channels.ts';
import type { ChannelInput } from '../../src-shared/contract/channels.ts';
import type { QueryConditions, SheetKey } from '../../src-shared/contract/schemas.ts';
import { createQueryReader } from '../../src-main/query/query-reader.ts';
import type { QueryReader } from '../../src-main/query/query-reader.ts';
import { chosenIds } from '../../src-main/store/query.ts';
import { openForReading } from '../../src-main/store/store.ts';
import { figureWithin, quantile } from '../figures.ts';
import type { Figure } from '../figures.ts';
import { largeStore } from './large-store.ts';
import { commonnesses, questionsOf, triples } from './questions.ts';
import type { Values } from './questions.ts';

/**
 * The query's list at growing sizes, asked as the window asks it: the channel's schemas on both
 * sides, the query thread between them.
 */

/** Enough that one blink of the machine is not the slowest of twenty. */
const rounds = 40;
const rowsPerPage = 50;
const deep = 100_000;
const threadFile = new URL('../../.vite/build/query-thread.cjs', import.meta.url);

const page = channels['declaration.query'];
const count = channels['declaration.count'];

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const askPage = async (
  reader: QueryReader,
  input: ChannelInput<'declaration.query'>,
): Promise<void> => {
  const { sort = 'newest', ...question } = page.input.parse(input);
  page.value.parse(await reader.page({ ...question, sort }));
};

const askCount = async (reader: QueryReader, conditions: QueryConditions): Promise<void> => {
  count.value.parse(await reader.count(count.input.parse({ conditions }).conditions));
};

/** Where the page 100,000 rows deep begins; the last page where there are fewer. */
const deepKey = (
  store: ReturnType<typeof openForReading>,
  conditions: QueryConditions,
): SheetKey | null => {
  const ids = chosenIds(store, { kind: 'matching', conditions, except: [] });
  const id = ids[Math.min(deep, ids.length - rowsPerPage) - 1];
  if (id === undefined) return null;
  const at = store.prepare('SELECT entered_at FROM declaration WHERE id = ?').pluck().get(id);
  return { at: Number(at), id };
};

/** The rows of a page and nothing else: what no list can do without. */
const floorOf = (file: string): number => {
  const database = new Database(file, { readonly: true });
  const newest = Number(database.prepare('SELECT max(id) FROM declaration').pluck().get());
  const rows = database.prepare('SELECT * FROM declaration WHERE id > ? LIMIT 50');
  const samples = Array.from({ length: 200 }, (_value, round) => {
    const started = performance.now();
    rows.all(Math.floor((newest * round) / 200));
    return performance.now() - started;
  });
  database.close();
  return quantile(samples, 0.95);
};

interface Measured {
  readonly page: number;
  readonly count: number;
}

const measure = async (
  reader: QueryReader,
  store: ReturnType<typeof openForReading>,
  questions: readonly QueryConditions[],
  withDeepPages: boolean,
): Promise<Measured> => {
  const pages: number[] = [];
  const counts: number[] = [];
  for (const conditions of questions) {
    const starts = withDeepPages ? [null, deepKey(store, conditions)] : [null];
    for (let round = 0; round < rounds; round += 1) {
      for (const after of new Set(starts)) {
        const input = { conditions, after, limit: rowsPerPage };
        pages.push(await timed(() => askPage(reader, input)));
      }
      counts.push(await timed(() => askCount(reader, conditions)));
    }
  }
  return { page: quantile(pages, 0.95), count: quantile(counts, 0.95) };
};

const together = (values: readonly (Values | undefined)[]): QueryConditions[] =>
  commonnesses.flatMap((first) =>
    commonnesses.flatMap((second) =>
      commonnesses.map((third): QueryConditions => ({
        ...values[0]?.[first],
        ...values[1]?.[second],
        ...values[2]?.[third],
      })),
    ),
  );

const mostPage = 10;
const mostCount = 150;
const mostFragment = 50;

const sizeName = (size: number): string =>
  size >= 1_000_000 ? `${String(size / 1_000_000)}m` : `${String(size / 1000)}k`;

/** Not slower than twice the smallest size, or two milliseconds more. */
const grown = (smallest: number): number => Math.max(2 * smallest, smallest + 2);

const measureSize = async (
  size: number,
  smallest: Map<string, number>,
): Promise<readonly Figure[]> => {
  const file = await largeStore(size);
  const store = openForReading(file);
  const reader = createQueryReader({ storeFile: file, threadFile });
  const { conditions, texts } = questionsOf(file);
  const floor = floorOf(file);
  const figures: Figure[] = [];
  const note = (group: string, name: string, measured: Measured, limit: number): void => {
    const key = `${group}.${name}`;
    const first = smallest.get(key) ?? measured.page;
    smallest.set(key, first);
    const most = Math.min(limit, size === sizes.smallest ? limit : grown(first));
    const full = `query.${sizeName(size)}.${key}`;
    figures.push(
      figureWithin(`${full}.page.p95`, measured.page, floor, group === 'text' ? limit : most),
      figureWithin(`${full}.count.p95`, measured.count, floor, mostCount),
    );
  };
  // The thread starts with the first question.
  await askPage(reader, { conditions: {}, after: null, limit: rowsPerPage });
  for (const [name, values] of Object.entries(conditions)) {
    if (name === 'text') continue;
    const asked = commonnesses.map((one) => values[one]);
    note('one', name, await measure(reader, store, asked, true), mostPage);
  }
  for (const names of triples) {
    const asked = together(names.map((name) => conditions[name]));
    note('three', names.join('+'), await measure(reader, store, asked, true), mostPage);
  }
  for (const [name, values] of Object.entries(texts)) {
    const asked = commonnesses.map((one) => values[one]);
    const limit = name.startsWith('fragment') ? mostFragment : mostPage;
    note('text', name, await measure(reader, store, asked, false), limit);
  }
  await reader.stop();
  store.close();
  return figures;
};

const sizes = { smallest: 10_000, usual: [10_000, 100_000], full: [10_000, 100_000, 1_000_000] };

export const benchmarkQuery = async ({ full }: { readonly full: boolean }): Promise<Figure[]> => {
  const smallest = new Map<string, number>();
  const figures: Figure[] = [];
  if (!full) console.log('query: up to 100,000 sheets; with --full also 1,000,000');
  for (const size of full ? sizes.full : sizes.usual) {
    figures.push(...(await measureSize(size, smallest)));
  }
  return figures;
};
