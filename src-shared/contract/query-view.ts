import { z } from 'zod';
import { sheetSorts } from '../declaration/query-words.ts';
import { sheetColumnKeys } from '../excel/sheet-columns.ts';

/** How an operator left the query screen: what was asked last, and how its list looks. */

/** The conditions of the form; each is a text there, and an empty one is no condition. */
export const conditionKeys = [
  'tripNo',
  'status',
  'mediumType',
  'mediumId',
  'businessType',
  'customsCode',
  'importExport',
  'enteredRange',
  'enteredFrom',
  'enteredTo',
  'text',
  'textReach',
  'sending',
  'operatorId',
  'toSign',
  'withdrawn',
  'amended',
] as const;
export type ConditionKey = (typeof conditionKeys)[number];

export const pageSizes = [20, 50, 100] as const;

/** Pixels at a text size of 100 percent. */
export const leastColumnWidth = 40;
export const mostColumnWidth = 800;

const shownColumnSchema = z.strictObject({
  key: z.enum(sheetColumnKeys),
  width: z.number().int().min(leastColumnWidth).max(mostColumnWidth),
});
export type ShownColumn = Readonly<z.infer<typeof shownColumnSchema>>;

export const queryViewSchema = z.strictObject({
  /** 今天 and the like stay what they are: tomorrow they mean tomorrow. */
  asked: z.partialRecord(z.enum(conditionKeys), z.string().max(64)),
  sort: z.enum(sheetSorts),
  pageSize: z.literal(pageSizes),
  /** In their order; null until the operator has changed them. */
  columns: z.array(shownColumnSchema).min(1).max(sheetColumnKeys.length).nullable(),
});
export type QueryView = z.infer<typeof queryViewSchema>;

export const firstQueryView: QueryView = { asked: {}, sort: 'newest', pageSize: 50, columns: null };
