import { z } from 'zod';
import type { ReadableStore, WritableStore } from './store.ts';

/**
 * A desk number that the endpoint has given to this store, the newest and those before it: what was
 * declared under an earlier number is still answered in that desk's receipt feed.
 */
export interface EnrolledDesk {
  readonly deskNumber: string;
  readonly token: string;
  /** The last number that was read of the desk's receipt feed. */
  readonly receiptCursor: number;
}

const rowSchema = z
  .object({ number: z.string(), token: z.string(), receipt_cursor: z.number() })
  .transform(({ number, token, receipt_cursor: receiptCursor }): EnrolledDesk => ({
    deskNumber: number,
    token,
    receiptCursor,
  }));

/** A new desk's receipt feed starts at its beginning. */
export const keepDesk = (store: WritableStore, deskNumber: string, token: string): void => {
  store
    .prepare(
      `INSERT INTO desk (number, token, receipt_cursor) VALUES (?, ?, 0)
       ON CONFLICT (number) DO UPDATE SET token = excluded.token`,
    )
    .run(deskNumber, token);
};

export const findDesk = (store: ReadableStore, deskNumber: string): EnrolledDesk | null => {
  const found = store.prepare('SELECT * FROM desk WHERE number = ?').get(deskNumber);
  return found === undefined ? null : rowSchema.parse(found);
};

export const listDesks = (store: ReadableStore): EnrolledDesk[] =>
  z.array(rowSchema).parse(store.prepare('SELECT * FROM desk ORDER BY number').all());

/** Belongs into the transaction that keeps the receipts. Only moves forward. */
export const moveReceiptCursor = (
  store: WritableStore,
  deskNumber: string,
  cursor: number,
): void => {
  store
    .prepare('UPDATE desk SET receipt_cursor = max(receipt_cursor, ?) WHERE number = ?')
    .run(cursor, deskNumber);
};
