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
import type { Questions, Values } from './questions.ts';

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

/** How many sheets it shows. */
const askPage = async (
  reader: QueryReader,
  input: ChannelInput<'declaration.query'>,
): Promise<number> => {
  const { sort = 'newest', ...question } = page.input.parse(input);
  return page.value.parse(await reader.page({ ...question, sort }))?.rows.length ?? 0;
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

/** Of a question that has no deep page. */
const notAsked = -1;

/** One page that was asked for again and again. */
interface MeasuredPage {
  /** How many sheets it shows. */
  readonly rows: number;
  readonly taken: readonly number[];
}

interface Measured {
  /** In the order of the questions: the first page of each, then the deep one, where it has one. */
  readonly pages: readonly MeasuredPage[];
  readonly count: number;
}

const p95OfPages = (pages: readonly MeasuredPage[]): number =>
  quantile(
    pages.flatMap(({ taken }) => taken),
    0.95,
  );

const measure = async (
  reader: QueryReader,
  store: ReturnType<typeof openForReading>,
  questions: readonly QueryConditions[],
  withDeepPages: boolean,
): Promise<Measured> => {
  const pages: MeasuredPage[] = [];
  const counts: number[] = [];
  for (const conditions of questions) {
    const deepStart = withDeepPages ? deepKey(store, conditions) : null;
    const starts = deepStart === null ? [null] : [null, deepStart];
    const taken = starts.map((): number[] => []);
    const rows = starts.map(() => 0);
    for (let round = 0; round < rounds; round += 1) {
      for (const [at, after] of starts.entries()) {
        const input = { conditions, after, limit: rowsPerPage };
        const started = performance.now();
        rows[at] = await askPage(reader, input);
        taken[at]?.push(performance.now() - started);
      }
      counts.push(await timed(() => askCount(reader, conditions)));
    }
    pages.push(...[0, 1].map((at) => ({ rows: rows[at] ?? notAsked, taken: taken[at] ?? [] })));
  }
  return { pages, count: quantile(counts, 0.95) };
};

/** Of both those pages that show as many sheets: a whole page is not compared with a bare one. */
const comparable = (
  one: readonly MeasuredPage[],
  other: readonly MeasuredPage[],
): readonly [number, number] | null => {
  const same = one.flatMap((page, at) => {
    const twin = other[at];
    const isSame = twin?.rows === page.rows && page.rows !== notAsked;
    return isSame ? [[page, twin] as const] : [];
  });
  return same.length === 0
    ? null
    : [p95OfPages(same.map(([page]) => page)), p95OfPages(same.map(([, twin]) => twin))];
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

/** A store of one size and what is asked of it. */
interface SizedStore {
  readonly size: number;
  readonly file: string;
  readonly store: ReturnType<typeof openForReading>;
  readonly reader: QueryReader;
  readonly questions: Questions;
}

const openSize = async (size: number): Promise<SizedStore> => {
  const file = await largeStore(size);
  const reader = createQueryReader({ storeFile: file, threadFile });
  // The thread starts with the first question.
  await askPage(reader, { conditions: {}, after: null, limit: rowsPerPage });
  return { size, file, reader, store: openForReading(file), questions: questionsOf(file) };
};

interface Group {
  readonly name: string;
  readonly asked: (questions: Questions) => readonly QueryConditions[];
  readonly withDeepPages: boolean;
  readonly mostPage: number;
  /** Not slower than twice the smallest size, or two milliseconds more. */
  readonly isCompared: boolean;
}

const groupsOf = ({ conditions, texts }: Questions): readonly Group[] => [
  ...Object.keys(conditions)
    .filter((name) => name !== 'text')
    .map((name) => ({
      name: `one.${name}`,
      asked: (questions: Questions) =>
        commonnesses.flatMap((one) => questions.conditions[name]?.[one] ?? []),
      withDeepPages: true,
      mostPage,
      isCompared: true,
    })),
  ...triples.map((names) => ({
    name: `three.${names.join('+')}`,
    asked: (questions: Questions) => together(names.map((name) => questions.conditions[name])),
    withDeepPages: true,
    mostPage,
    isCompared: true,
  })),
  ...Object.keys(texts).map((name) => ({
    name: `text.${name}`,
    asked: (questions: Questions) =>
      commonnesses.flatMap((one) => questions.texts[name]?.[one] ?? []),
    withDeepPages: false,
    mostPage: name.startsWith('fragment') ? mostFragment : mostPage,
    isCompared: false,
  })),
];

/** Every size within the same seconds: a machine that is slower for a while is so for all of them. */
const measureGroup = async (group: Group, sized: readonly SizedStore[]): Promise<Figure[]> => {
  const figures: Figure[] = [];
  let smallest: Measured | null = null;
  for (const { size, file, store, reader, questions } of sized) {
    const floor = floorOf(file);
    const measured = await measure(reader, store, group.asked(questions), group.withDeepPages);
    const name = `query.${sizeName(size)}.${group.name}`;
    figures.push(
      figureWithin(`${name}.page.p95`, p95OfPages(measured.pages), floor, group.mostPage),
      figureWithin(`${name}.count.p95`, measured.count, floor, mostCount),
    );
    const grown = smallest === null ? null : comparable(smallest.pages, measured.pages);
    if (group.isCompared && grown !== null) {
      const [before, now] = grown;
      const most = Math.max(2 * before, before + 2);
      figures.push(figureWithin(`${name}.page-grown.p95`, now, before, most));
    }
    smallest ??= measured;
  }
  return figures;
};

const usualSizes = [10_000, 100_000];

export const benchmarkQuery = async ({ full }: { readonly full: boolean }): Promise<Figure[]> => {
  if (!full) console.log('query: up to 100,000 sheets; with --full also 1,000,000');
  const sized: SizedStore[] = [];
  for (const size of full ? [...usualSizes, 1_000_000] : usualSizes) {
    sized.push(await openSize(size));
  }
  const figures: Figure[] = [];
  const [smallest] = sized;
  for (const group of smallest === undefined ? [] : groupsOf(smallest.questions)) {
    figures.push(...(await measureGroup(group, sized)));
  }
  for (const { reader, store } of sized) {
    await reader.stop();
    store.close();
  }
  return figures;
};
