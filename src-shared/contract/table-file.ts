import { z } from 'zod';

/** A table as it is shown, to be kept as an Excel or CSV file. */

export const tableFormats = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof tableFormats)[number];

export const mostTableRows = 10_000;

export const tableSchema = z
  .strictObject({
    title: z.string().min(1).max(60),
    columns: z.array(z.string().max(60)).min(1).max(30),
    /** Amounts are numbers, whatever only looks like one (codes, card numbers) is text. */
    rows: z
      .array(z.array(z.union([z.string().max(4000), z.number(), z.null()])).max(30))
      .max(mostTableRows),
  })
  .refine(
    ({ columns, rows }) => rows.every((row) => row.length === columns.length),
    'every row has a cell for every column',
  );
export type Table = z.infer<typeof tableSchema>;
