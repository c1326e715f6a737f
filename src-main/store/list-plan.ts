import type { QueryConditions } from '../../src-shared/contract/schemas.ts';
import {
  allSheets,
  entryDates,
  idsOfTrip,
  listedConditions,
  mediumSpellings,
} from './list-conditions.ts';
import type { EntryDates, Filter } from './list-conditions.ts';
import type { ReadableStore } from './store.ts';

/** A stretch of one list index, which keeps the list's order. */
export interface IndexRun {
  readonly index: string;
  readonly filters: readonly Filter[];
}

/** How the sheets of the conditions other than free text are found. */
export type ListPlan =
  | { readonly kind: 'ids'; readonly ids: readonly number[]; readonly filters: readonly Filter[] }
  | {
      readonly kind: 'index';
      /** More than one only for the spellings of a medium. */
      readonly runs: readonly IndexRun[];
      /** All conditions, for finding the same sheets along another index. */
      readonly filters: readonly Filter[];
      /** About how many sheets the runs hold, before the other conditions. */
      readonly scanned: number;
      /** About how many sheets fulfil every condition. */
      readonly matching: number;
      readonly all: number;
    };

/** What every run starts with. */
const shown: Filter = { sql: 'declaration.hidden = 0', values: [] };

const nothing: ListPlan = { kind: 'ids', ids: [], filters: [shown] };

/** The share of all sheets that was entered on these days, about. */
const shareOf = (dates: EntryDates | null, all: number): number => {
  if (dates === null || all === 0) return 1;
  return dates.ids === null ? 0 : Math.min(1, (dates.ids.last - dates.ids.first + 1) / all);
};

/**
 * Chooses where the sheets are found: by their number, by their medium, else along the index of the
 * condition that the fewest sheets have. Since every index keeps the list's order and holds the
 * other conditions, the rarest one is never worse than another.
 */
export const planList = (store: ReadableStore, conditions: QueryConditions): ListPlan => {
  const all = allSheets(store);
  const dates = entryDates(store, conditions);
  const listed = listedConditions(store, conditions);
  if (all === 0 || listed.some(({ sheets }) => sheets === 0)) return nothing;
  if (dates !== null && dates.ids === null) return nothing;
  const listedFilters = [
    shown,
    ...listed.map((condition) => condition.filter),
    ...(dates === null ? [] : [dates.filter]),
  ];

  const media = conditions.mediumId?.trim() ? mediumSpellings(conditions.mediumId) : null;
  const ofMedium: readonly Filter[] =
    media === null
      ? []
      : [
          {
            sql: `declaration.medium_id IN (${media.map(() => '?').join(', ')})`,
            values: media,
          },
        ];
  const filters = [...listedFilters, ...ofMedium];
  const tripNo = conditions.tripNo?.trim().toUpperCase() ?? '';
  if (tripNo !== '') return { kind: 'ids', ids: idsOfTrip(store, tripNo), filters };

  const share = shareOf(dates, all);
  const matching = listed.reduce((sheets, condition) => (sheets * condition.sheets) / all, all);
  if (media !== null) {
    const runs = media.map((medium) => ({
      index: 'declaration_by_medium',
      filters: [{ sql: 'declaration.medium_id = ?', values: [medium] }, ...listedFilters],
    }));
    return { kind: 'index', runs, filters, scanned: 0, matching: 0, all };
  }
  const [rarest] = listed
    .filter(({ index }) => index !== null)
    .sort((one, other) => one.sheets - other.sheets);
  return {
    kind: 'index',
    runs: [{ index: rarest?.index ?? 'list_newest', filters }],
    filters,
    scanned: (rarest?.sheets ?? all) * share,
    matching: matching * share,
    all,
  };
};
